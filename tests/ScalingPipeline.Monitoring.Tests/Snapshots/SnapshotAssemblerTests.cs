using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Snapshots;

public sealed class SnapshotAssemblerTests
{
    private static readonly DomainFacts _facts = new("held-out", 32);
    private static readonly Run _run = new SimulatedFamily().Healthy("run", 9_600, 0);

    [Fact]
    public void What_people_say_of_a_run_is_part_of_the_hash()
    {
        StoredContribution[] contributions = [.. StoredRuns.Contributions(_run)];
        var mark = new RunMark
        {
            Domain = "d",
            Run = _run.Name,
            Verdict = RunVerdict.Faulty,
            Author = "ada",
            Comment = "wrong data",
            At = default,
        };
        RunMark[][] said =
        [
            [],
            [mark],
            [mark with { Verdict = RunVerdict.Healthy }],
            [mark with { Comment = "wrong tokenizer" }],
        ];

        var hashes = said.Select(marks =>
            SnapshotAssembler.Assemble("d", contributions, _facts, marks).Hash
        );

        Assert.Equal(said.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            SnapshotAssembler.Assemble("d", contributions, _facts, [mark]).Hash,
            SnapshotAssembler
                .Assemble("d", contributions, _facts, [mark with { At = mark.At.AddDays(1) }])
                .Hash
        );
    }

    [Fact]
    public void A_run_comes_out_as_it_went_in()
    {
        var run = Assert.Single(
            SnapshotAssembler.Assemble("d", [.. StoredRuns.Contributions(_run)], _facts).Runs
        );

        Assert.Equal(_run.Metadata, run.Metadata);
        Assert.Equal(_run.Training.Loss, run.Training.Loss);
        Assert.Equal(_run.Evaluations.Select(e => e.Step), run.Evaluations.Select(e => e.Step));
        Assert.Equal(0, run.OverlappingSteps);
    }

    [Fact]
    public void Where_parts_overlap_the_later_by_name_is_taken_and_the_overlap_counted()
    {
        var early = StoredRuns.Training(_run, _run.Until(500).Training);
        var late = StoredRuns.Training(
            _run,
            _run.Keeping(s => s > 400).WithLosses((_, _) => 7).Training
        );

        var run = Assert.Single(
            SnapshotAssembler.Assemble("d", [Metadata(), early, late], _facts).Runs
        );

        Assert.Equal(100, run.OverlappingSteps);
        Assert.Equal(800, run.Training.Count);
        Assert.Equal(_run.Training.Loss[..400], run.Training.Loss[..400]);
        Assert.All(run.Training.Loss[400..], loss => Assert.Equal(7, loss));
    }

    [Fact]
    public void Parts_of_one_checkpoint_are_added()
    {
        var part = SimulatedFamily.Evaluated(800, 2);
        var other = SimulatedFamily.Evaluated(800, 3);
        StoredContribution[] parts =
        [
            Metadata(),
            .. StoredRuns
                .Contributions(_run with { Evaluations = [part, other] })
                .Where(c => c.Contribution is EvaluationContribution),
        ];

        var checkpoint = Assert.Single(
            Assert.Single(SnapshotAssembler.Assemble("d", parts, _facts).Runs).Evaluations
        );

        Assert.Equal(2.5, checkpoint.All.Mean.Value, 12);
        Assert.Equal(part.All.Sequences + other.All.Sequences, checkpoint.All.Sequences);
    }

    [Fact]
    public void Logs_of_a_run_that_has_not_declared_itself_wait()
    {
        var snapshot = SnapshotAssembler.Assemble(
            "d",
            [StoredRuns.Training(_run, _run.Training)],
            _facts
        );

        Assert.Empty(snapshot.Runs);
    }

    [Fact]
    public void The_hash_depends_on_content_and_facts_not_on_order()
    {
        var contributions = StoredRuns.Contributions(_run).ToArray();
        var hash = SnapshotAssembler.Assemble("d", contributions, _facts).Hash;

        Assert.Equal(
            hash,
            SnapshotAssembler.Assemble("d", [.. contributions.Reverse()], _facts).Hash
        );
        Assert.NotEqual(hash, SnapshotAssembler.Assemble("d", contributions[1..], _facts).Hash);
        Assert.NotEqual(
            hash,
            SnapshotAssembler
                .Assemble("d", contributions, _facts with { ReferenceContext = 16 })
                .Hash
        );
        Assert.NotEqual(
            hash,
            SnapshotAssembler.Assemble("d", contributions, new DomainFacts("other", 32)).Hash
        );
        Assert.Equal(64, hash.Length);
    }

    [Fact]
    public void Without_a_definition_the_set_that_most_runs_have_and_the_shortest_context_decide()
    {
        var snapshot = SnapshotAssembler.Assemble("d", [.. StoredRuns.Contributions(_run)], null);

        Assert.Equal("held-out", snapshot.EvaluationSet);
        Assert.Equal(SimulatedFamily.Context, snapshot.ReferenceContext);
    }

    private static StoredContribution Metadata() =>
        StoredRuns.Contributions(_run).First(c => c.Contribution is RunMetadataContribution);
}
