using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Documentation;

/// <summary>What the examples write is read: every file of it counts.</summary>
public sealed class GettingLogsInTests : IDisposable
{
    private static readonly LineRule[] _rules =
    [
        new("^python3 ", Treatment.Run, "the examples, in their folder"),
        new("^scaling-pipeline ", Treatment.Run, "commands that end"),
        new("^DOMAIN/RUN/", Treatment.Listing, "the files of a run"),
    ];

    private readonly TemporaryFolder _folder = new();

    private string Logs => _folder.At("logs");

    [Fact]
    public async Task The_commands_of_the_page_work_one_after_another_and_every_file_written_counts()
    {
        var python = await Python.OrSkipAsync();
        var commands = DocumentedLine
            .Of("pipelines/examples/README.md", _rules)
            .Where(line => line.Rule.Treatment == Treatment.Run)
            .Select(line => line.Text.Split(' '));

        foreach (var command in commands)
        {
            if (command[0] == "python3")
            {
                await python.RunAsync(
                    _folder.Path,
                    [Path.Combine(Python.Examples, command[1]), .. command[2..]]
                );
            }
            else
            {
                var result = await Cli.RunInAsync(_folder.Path, command[1..]);
                Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Error}");
                Assert.NotEmpty(result.Output);
            }
        }

        await AssertAllCountAsync(files: 21);
        foreach (var run in (string[])["torch-pyarrow", "torch-duckdb", "jax-pyarrow"])
        {
            var story = await ExplainAsync(run);
            Assert.Equal(60, (int)story["trainingSteps"]!);
            Assert.Equal([20, 40, 60], Steps(story));
        }
    }

    [Fact]
    public async Task The_callback_of_the_trainer_logs_steps_and_the_losses_of_tokens_that_are_not_padding()
    {
        var python = await Python.OrSkipAsync();

        await python.RunAsync(
            _folder.Path,
            Path.Combine(Python.StandIns, "drive_trainer.py"),
            Logs,
            "gpt2"
        );

        await AssertAllCountAsync(files: 5);
        var story = await ExplainAsync("gpt2");
        Assert.Equal(12, (int)story["trainingSteps"]!);
        Assert.Equal([6, 12], Steps(story));
        // Sequences of 17 tokens predict 16; the first of each batch ends with padding: 5 tokens in one batch, 1 in the other.
        var lengths = (
            await RowsAsync(Path.Combine(Logs, "language/gpt2/eval/step-000012.parquet"))
        ).Select(row => row["losses"]!.AsArray().Count);
        Assert.Equal([11, 16, 16, 16, 15, 16, 16, 16], lengths);
    }

    [Fact]
    public async Task A_container_that_is_away_for_a_while_gets_every_part_in_the_end()
    {
        var python = await Python.OrSkipAsync();

        await python.RunAsync(
            _folder.Path,
            Path.Combine(Python.StandIns, "drive_azure.py"),
            Logs,
            "away"
        );

        await AssertAllCountAsync(files: 4);
        Assert.Equal(9, (int)(await ExplainAsync("away"))["trainingSteps"]!);
    }

    [Theory]
    [InlineData("with_pyarrow")]
    [InlineData("with_duckdb")]
    public async Task Both_writers_keep_values_as_they_are_and_what_is_missing_as_missing(
        string writer
    )
    {
        var python = await Python.OrSkipAsync();
        var path = _folder.At("written.parquet");

        await python.RunAsync(
            _folder.Path,
            "-c",
            $"""
            import sys, scaling_log as s
            columns = dict(
                step=(s.INTEGER, [1, 2**40 + 1]),
                grad_norm=(s.REAL, [0.1, None]),
                losses=(s.REALS, [[0.5, 2.25], []]),
            )
            s.{writer}(columns, sys.argv[1])
            """,
            path
        );

        var rows = await RowsAsync(path);
        Assert.Equal((1L, 0.1), ((long)rows[0]["step"]!, (double)rows[0]["grad_norm"]!));
        Assert.Equal(1099511627777L, (long)rows[1]["step"]!);
        Assert.Null(rows[1]["grad_norm"]);
        Assert.Equal([0.5, 2.25], rows[0]["losses"]!.AsArray().Select(v => (double)v!));
        Assert.Empty(rows[1]["losses"]!.AsArray());
    }

    [Fact]
    public async Task A_job_that_is_restarted_writes_over_nothing_and_its_steps_count_once()
    {
        var python = await Python.OrSkipAsync();
        const string Job = """
            import sys, scaling_log as s
            first, last = int(sys.argv[2]), int(sys.argv[3])
            declaration = dict(architecture="a", n_params=8, total_steps=80, loss_unit="nats")
            with s.RunLog(s.Folder(sys.argv[1]), "language", "r", declaration, s.with_duckdb, 25) as log:
                for step in range(first, last + 1):
                    log.step(step, 100 * step, 5.0 / step ** 0.1)
            """;

        await python.RunAsync(_folder.Path, "-c", Job, Logs, "1", "60");
        await python.RunAsync(_folder.Path, "-c", Job, Logs, "41", "80");

        Assert.Equal(5, Directory.GetFiles(Path.Combine(Logs, "language/r/train")).Length);
        await AssertAllCountAsync(files: 6);
        Assert.Equal(80, (int)(await ExplainAsync("r"))["trainingSteps"]!);
    }

    private async Task AssertAllCountAsync(int files)
    {
        var pass = await Cli.JsonAsync(
            "ingest",
            Logs,
            "--data",
            Path.Combine(_folder.Path, ".scaling-pipeline")
        );
        Assert.Equal(
            (files, files),
            (
                pass["files"]!.AsObject().Sum(state => (int)state.Value!),
                (int)pass["files"]!["committed"]!
            )
        );
    }

    private async Task<JsonNode> ExplainAsync(string run) =>
        (
            await Cli.JsonAsync(
                "explain",
                run,
                "--data",
                Path.Combine(_folder.Path, ".scaling-pipeline")
            )
        )["runs"]![0]!;

    private static IEnumerable<int> Steps(JsonNode story) =>
        story["checkpoints"]!["held-out"]!.AsArray().Select(step => (int)step!);

    private static async Task<JsonNode[]> RowsAsync(string path)
    {
        var result = await Cli.RunAsync("parquet", "cat", path, "--format", "json");
        Assert.True(result.ExitCode == 0, result.Error);
        return
        [
            .. result
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
    }

    public void Dispose() => _folder.Dispose();
}
