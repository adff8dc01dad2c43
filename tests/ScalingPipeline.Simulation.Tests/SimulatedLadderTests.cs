using System.Security.Cryptography;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Simulation.Tests;

public sealed class SimulatedLadderTests
{
    private static readonly SimulationOptions _options = SmallLadder.Options with
    {
        Faults = [new LearningRateTooHigh(), new DuplicatedPart()],
    };

    [Fact]
    public void The_same_seed_writes_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();

        SimulatedLadder.Write(_options, first.Path);
        SimulatedLadder.Write(_options, second.Path);

        Assert.Equal(Digests(first.Path), Digests(second.Path));
    }

    // Every number is made of operations that IEEE 754 fixes: the digest is the same on every machine. A change of what is simulated
    // changes it; then it is to be replaced, knowingly.
    [Fact]
    public void The_numbers_of_a_seed_never_change()
    {
        var run = SimulatedLadder.Runs(_options)[1];
        var losses = run.TrainingColumn<float>("loss")
            .Concat(run.EvaluationFiles().SelectMany(file => file.EvaluationLosses()))
            .SelectMany(BitConverter.GetBytes)
            .ToArray();

        Assert.StartsWith(
            "4ac3a19905af92a84bb48ab17b20fdabcf0fb3b047eaf9c624",
            Convert.ToHexStringLower(SHA256.HashData(losses))
        );
    }

    [Fact]
    public void Another_seed_writes_other_numbers()
    {
        var one = SimulatedLadder.Runs(_options)[0];
        var other = SimulatedLadder.Runs(_options with { Seed = 8 })[0];

        Assert.NotEqual(one.TrainingColumn<float>("loss"), other.TrainingColumn<float>("loss"));
        Assert.NotEqual(
            one.EvaluationFiles()[^1].EvaluationLosses(),
            other.EvaluationFiles()[^1].EvaluationLosses()
        );
    }

    [Fact]
    public void A_file_is_the_same_alone_or_after_others()
    {
        var run = SimulatedLadder.Runs(_options)[0];
        var together = run.Files().Select(file => file.Bytes()).ToList();
        var last = run.Files()[^1];

        Assert.Equal(together[^1], last.Bytes());
        Assert.Equal(together[^1], last.Bytes());
    }

    [Fact]
    public void A_fault_added_changes_no_healthy_run()
    {
        var without = SimulatedLadder.Runs(_options with { Faults = [] });
        var with = SimulatedLadder.Runs(_options);

        Assert.Equal(without.Select(run => run.Id), with.SkipLast(2).Select(run => run.Id));
        Assert.Equal(
            without[^1].Files().Select(file => Convert.ToHexString(SHA256.HashData(file.Bytes()))),
            with[^3].Files().Select(file => Convert.ToHexString(SHA256.HashData(file.Bytes())))
        );
    }

    [Fact]
    public void A_run_uploads_its_description_first_and_its_last_evaluation_at_the_end()
    {
        var files = SimulatedLadder.Runs(_options)[0].Files();

        Assert.EndsWith("/run.json", files[0].Path);
        Assert.EndsWith("/eval/step-000512.parquet", files[^1].Path);
        Assert.Equal(files.Select(file => file.Step).Order(), files.Select(file => file.Step));
    }

    [Fact]
    public void Written_files_are_those_of_the_runs_and_the_labels()
    {
        using var folder = new TemporaryFolder();
        var told = new List<SimulationProgress>();

        var summary = SimulatedLadder.Write(_options, folder.Path, new Listener(told));

        var expected = SimulatedLadder
            .Runs(_options)
            .SelectMany(run => run.Files())
            .Select(file => file.Path)
            .Append("LABELS.json")
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, Digests(folder.Path).Keys.Order(StringComparer.Ordinal));
        Assert.Equal((8, 2), (summary.Runs, summary.FaultyRuns));
        Assert.Equal(summary.Files, Digests(folder.Path).Count);
        Assert.Equal(Enumerable.Range(1, 8), told.Select(progress => progress.Done));
    }

    [Fact]
    public void Every_healthy_file_reads_back_and_its_mean_is_the_designed_loss()
    {
        var options = new SimulationOptions { Seed = 3 };

        Assert.All(
            SimulatedLadder.Runs(options),
            run => Assert.Equal(1, run.FinalEvaluationLoss() / run.FinalLoss, 0.015)
        );
    }

    [Fact]
    public void Training_ends_at_the_loss_of_the_evaluation() =>
        Assert.All(
            SimulatedLadder.Runs(new SimulationOptions()),
            run =>
                Assert.Equal(
                    1,
                    run.TrainingColumn<float>("loss")[^32..].Average() / run.FinalLoss,
                    0.03
                )
        );

    [Fact]
    public void Options_that_make_no_sense_are_refused_with_every_reason()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            SimulatedLadder.Runs(
                _options with
                {
                    Steps = [8],
                    StepNoise = -1,
                    Checkpoints = 1,
                    Codecs = [],
                }
            )
        );

        Assert.Contains("none below 64 steps", error.Message);
        Assert.Contains("step noise", error.Message);
        Assert.Contains("2 checkpoints", error.Message);
        Assert.Contains("codec", error.Message);
    }

    private static Dictionary<string, string> Digests(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
                path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))
            );

    private sealed class Listener(List<SimulationProgress> told) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value) => told.Add(value);
    }
}
