using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary><c>explain</c> on a simulated ladder with one faulty run, a foreign file, a copy and a damaged part.</summary>
public sealed class ExplainTests(ExplainTests.Ladder ladder) : IClassFixture<ExplainTests.Ladder>
{
    [Fact]
    public async Task A_counted_log_is_told_from_its_name_to_the_laws_of_its_run()
    {
        var name = $"math/{ladder.Healthy}/run.json";

        var blob = Assert.Single((await ladder.ExplainAsync(name))["blobs"]!.AsArray())!;

        Assert.Equal("committed", (string)blob["state"]!);
        Assert.True((bool)blob["counts"]!);
        Assert.Equal($"folder:{ladder.Logs}", (string)blob["container"]!);
        var match = Assert.Single(blob["matches"]!.AsArray())!;
        Assert.Equal("math.yaml", (string)match["file"]!);
        Assert.Equal("declaration", (string)match["kind"]!);
        Assert.Equal(ladder.Healthy, (string)match["run"]!);
    }

    [Fact]
    public async Task A_log_is_found_by_its_path_too()
    {
        var path = Path.Combine(ladder.Logs, "math", ladder.Healthy, "run.json");

        var story = await ladder.ExplainAsync(path);

        Assert.Equal($"math/{ladder.Healthy}/run.json", (string)story["blobs"]![0]!["name"]!);
        Assert.Equal(ladder.Healthy, (string)story["runs"]![0]!["run"]!);
    }

    [Fact]
    public async Task A_healthy_run_is_not_alerted_because_it_is_within_its_band_and_its_laws_are_named()
    {
        var run = Assert.Single((await ladder.ExplainAsync(ladder.Healthy))["runs"]!.AsArray())!;

        Assert.Empty(run["alerts"]!.AsArray());
        Assert.Contains("within the band. Expected ", (string)run["verdict"]!);
        Assert.Contains("observed ", (string)run["verdict"]!);
        Assert.Contains(run["laws"]!.AsArray(), law => (bool)law!["entered"]!);
        Assert.All(
            run["laws"]!.AsArray(),
            law => Assert.Equal((bool)law!["entered"]!, law["reason"] is null)
        );
        Assert.True((int)run["trainingSteps"]! > 0);
    }

    [Fact]
    public async Task A_faulty_run_has_its_alert_and_is_left_out_of_the_laws_for_it()
    {
        var run = Assert.Single((await ladder.ExplainAsync(ladder.Faulty))["runs"]!.AsArray())!;

        var code = (string)Assert.Single(run["alerts"]!.AsArray())!["code"]!;
        Assert.Equal($"It is alerted: {code}.", (string)run["verdict"]!);
        Assert.Contains(
            run["laws"]!.AsArray(),
            law => (string?)law!["reason"] == $"alerted: {code}"
        );
    }

    [Fact]
    public async Task A_foreign_log_is_told_the_nearest_pattern_and_what_does_not_fit()
    {
        var blob = (await ladder.ExplainAsync("math/some-run/notes.txt"))["blobs"]![0]!;

        Assert.Equal("foreign", (string)blob["state"]!);
        Assert.False((bool)blob["counts"]!);
        Assert.Empty(blob["matches"]!.AsArray());
        Assert.Equal(
            "No definition matches its name. The nearest is '**/math/{run}/run.json' of math.yaml, but 'notes.txt' is not 'run.json'.",
            (string)blob["definition"]!
        );
    }

    [Fact]
    public async Task A_copy_is_told_of_which_log_it_is_the_copy()
    {
        var blob = (await ladder.ExplainAsync(ladder.Copy))["blobs"]![0]!;

        Assert.Equal("superseded", (string)blob["state"]!);
        Assert.StartsWith("Same content as", (string)blob["reason"]!);
        Assert.StartsWith("It does not count", (string)blob["contribution"]!);
    }

    [Fact]
    public async Task A_log_that_could_not_be_read_is_among_what_does_not_count_of_its_run()
    {
        var run = (await ladder.ExplainAsync(ladder.Healthy))["runs"]![0]!;

        var file = Assert.Single(
            run["notCounted"]!.AsArray(),
            file => (string)file!["name"]! == ladder.Damaged
        )!;
        Assert.NotEqual("committed", (string)file["state"]!);
        Assert.NotEmpty((string)file["reason"]!);
    }

    [Fact]
    public async Task For_people_it_is_the_same_story_in_lines()
    {
        var result = await ladder.RunAsync(ladder.Faulty);

        Assert.Equal(0, result.ExitCode);
        foreach (var label in new[] { "declared", "logs", "counted", "laws", "alert", "held by" })
        {
            Assert.Contains($"  {label}", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_from_outside_do_not_move_the_cursor()
    {
        var result = await ladder.RunAsync(Ladder.Hostile);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(result.Output, c => char.IsControl(c) && c != '\n');
        Assert.Contains("\\u{1b}[31m", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "was ever seen")]
    [InlineData(
        "math/a/run.jsn",
        "No definition matches its name. The nearest is '**/math/{run}/run.json'"
    )]
    [InlineData("math/a/run.json", "No log 'math/a/run.json' was ever seen. math.yaml: ")]
    public async Task A_name_that_was_never_seen_is_one_sentence(string name, string sentence)
    {
        var result = await ladder.RunAsync(name);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    public sealed class Ladder : IAsyncLifetime
    {
        public const string Hostile = "math/evil\u001b[31m/notes\u202e.txt";

        private readonly TemporaryFolder _folder = new();

        public string Logs => _folder.At("logs");

        public string Data => _folder.At("data");

        public string Healthy { get; private set; } = "";

        public string Faulty { get; private set; } = "";

        public string Copy { get; private set; } = "";

        public string Damaged { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Cli.JsonAsync(
                "simulate",
                "--output",
                Logs,
                "--domains",
                "math",
                "--faults",
                "learning-rate-too-high"
            );
            var labels = JsonNode.Parse(
                await File.ReadAllTextAsync(Path.Combine(Logs, "LABELS.json"))
            )!;
            Faulty = (string)labels["faults"]![0]!["run"]!;
            Healthy = Directory
                .GetDirectories(Path.Combine(Logs, "math"))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal)
                .First(run => run != Faulty);
            var part = Directory
                .GetFiles(Path.Combine(Logs, "math", Healthy, "train"), "*.parquet")
                .Order(StringComparer.Ordinal)
                .First();
            Copy = $"math/{Healthy}/train/zz-copy.parquet";
            Damaged = $"math/{Healthy}/train/zz-damaged.parquet";
            File.Copy(part, Path.Combine(Logs, Copy));
            await File.WriteAllTextAsync(Path.Combine(Logs, Damaged), "PAR1 is not enough PAR1");
            await DropAsync("math/some-run/notes.txt");
            await DropAsync(Hostile);
            await Cli.JsonAsync("ingest", Logs, "--data", _folder.At("data"));
            await Cli.JsonAsync("refit", "--data", _folder.At("data"));
        }

        public Task<JsonNode> ExplainAsync(string name) =>
            Cli.JsonAsync("explain", name, "--data", _folder.At("data"));

        internal Task<CliResult> RunAsync(string name) =>
            Cli.RunAsync("explain", name, "--data", _folder.At("data"));

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task DropAsync(string name)
        {
            var path = Path.Combine(Logs, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "notes");
        }
    }
}
