using ScalingPipeline.Parquet;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class DefinitionCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Logs => Directory.CreateDirectory(_folder.At("logs")).FullName;

    [Fact]
    public async Task Each_file_is_told_what_takes_it_as_what_of_which_run_or_why_nothing_does()
    {
        await DropAsync(
            "math/a/eval/step-000128.parquet",
            "math/a/run.json",
            "math/a/run.jsn",
            "reports/2026-01-01/report.html"
        );

        var report = await Cli.JsonAsync("definition", "check", Logs);

        var files = report["files"]!.AsArray();
        Assert.Equal(3, files.Count);
        Assert.Equal(2, (int)report["taken"]!);
        var evaluation = files[0]!["match"]!;
        Assert.Equal("evaluation", (string)evaluation["kind"]!);
        Assert.Equal("a", (string)evaluation["run"]!);
        Assert.Equal(128, (long)evaluation["step"]!);
        Assert.Equal("math.yaml", (string)evaluation["file"]!);
        var other = files.Single(f => (string)f!["name"]! == "math/a/run.jsn")!;
        Assert.Null(other["match"]);
        Assert.Contains("but 'run.jsn' is not 'run.json'", (string)other["reason"]!);
        Assert.Empty(report["undeclared"]!.AsArray());
        Assert.False(Directory.Exists(_folder.At(".scaling-pipeline")));
    }

    [Fact]
    public async Task Many_files_are_one_line_for_each_kind_and_all_where_all_are_wanted()
    {
        await DropAsync([
            "math/a/run.json",
            .. Enumerable.Range(0, 30).Select(i => $"math/a/eval/step-{i:000000}.parquet"),
            .. Enumerable.Range(0, 7).Select(i => $"notes-{i}.txt"),
        ]);

        var few = (await Cli.RunAsync("definition", "check", Logs)).Output;
        var all = (await Cli.RunAsync("definition", "check", Logs, "--all")).Output;

        Assert.Contains("30 files by '", few);
        Assert.Contains("math/a/eval/step-000000.parquet: the evaluation on", OneLine(few));
        Assert.DoesNotContain("step-000007", few);
        Assert.Contains("and 2 more files; --all tells of each.", few);
        Assert.Contains("31 of 38 files would be taken.", few);
        Assert.Contains("step-000007", all);
        Assert.Contains("notes-6.txt", all);
    }

    [Fact]
    public async Task A_run_without_a_declaration_is_told()
    {
        await DropAsync("math/a/train/part-00000.parquet");

        var result = await Cli.RunAsync("definition", "check", Logs);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Run a of math has no declaration here", result.Output);
        Assert.Contains("1 of 1 files would be taken.", result.Output);
    }

    [Fact]
    public async Task Where_nothing_is_taken_or_a_definition_is_faulty_it_ends_with_1()
    {
        await DropAsync("notes\u001b[31m.txt");
        var pipelines = Directory.CreateDirectory(_folder.At("pipelines")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(pipelines, "x.yaml"),
            "version: 1\ndomian: x",
            TestContext.Current.CancellationToken
        );

        var nothing = await Cli.RunAsync("definition", "check", Logs);
        var faulty = await Cli.RunAsync("definition", "check", Logs, "--pipelines", pipelines);

        Assert.Equal((1, 1), (nothing.ExitCode, faulty.ExitCode));
        Assert.Contains("notes\\u{1b}[31m.txt: not taken.", nothing.Output);
        Assert.DoesNotContain('\u001b', nothing.Output);
        Assert.Contains("domian", faulty.Output);
    }

    [Fact]
    public async Task Columns_that_nothing_reads_are_counted_and_named_and_do_no_harm()
    {
        await DeclareAsync();
        Part(OutputColumn.Int64("step"), "loss", "lr", "mfu(%)", "epoch\u001b[31m");

        var check = await Cli.RunAsync("definition", "check", Logs);
        var pass = await Cli.JsonAsync("ingest", Logs, "--data", _folder.At("data"));
        var story = await Cli.RunAsync(
            "explain",
            "math/a/train/part-0.parquet",
            "--data",
            _folder.At("data")
        );

        const string Sentence =
            "3 are read (step, loss, lr); 2 are not read (mfu(%), epoch\\u{1b}[31m); not there: tokens_seen, grad_norm, elapsed_s.";
        Assert.Equal(0, check.ExitCode);
        Assert.Contains(
            $"Columns of math/a/train/part-0.parquet: {Sentence}",
            OneLine(check.Output)
        );
        Assert.Equal(2, (int)pass["files"]!["committed"]!);
        Assert.Contains("2 are not read (mfu(%), epoch\\u{1b}[31m)", OneLine(story.Output));
        Assert.DoesNotContain('\u001b', check.Output + story.Output);
    }

    [Fact]
    public async Task Steps_that_are_no_whole_numbers_are_refused_and_never_cast()
    {
        const string Refusal =
            "Column 'step' holds Double values where whole numbers (INT32 or INT64) are expected.";
        await DeclareAsync();
        Part(OutputColumn.Double("step"), "loss");

        var check = await Cli.RunAsync("definition", "check", Logs);
        var report = await Cli.JsonAsync("ingest", Logs, "--data", _folder.At("data"));

        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"It would be refused: {Refusal}", OneLine(check.Output));
        Assert.Equal(1, (int)report["files"]!["quarantined"]!);
        Assert.Contains(Refusal, (string)Assert.Single(report["problems"]!.AsArray())!["reason"]!);
    }

    public void Dispose() => _folder.Dispose();

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private async Task DeclareAsync()
    {
        var path = Path.Combine(Logs, "math", "a", "run.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(
            path,
            """{ "n_params": 8, "architecture": "t", "tokens_per_step": 10, "loss_unit": "nats" }""",
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>A part of a training log with one row: its first column holds 1, the others too.</summary>
    private void Part(OutputColumn step, params string[] reals)
    {
        using var writer = ParquetWriter.CreateFile(
            _folder.At("logs", "math", "a", "train", "part-0.parquet"),
            [step, .. reals.Select(name => OutputColumn.Double(name))]
        );
        writer.BeginRowGroup(1);
        if (step.Name == "step" && step.PhysicalType == PhysicalType.Int64)
        {
            writer.Write<long>([1]);
        }
        else
        {
            writer.Write<double>([1.0]);
        }

        foreach (var _ in reals)
        {
            writer.Write<double>([1.0]);
        }

        writer.Finish();
    }

    private async Task DropAsync(params string[] names)
    {
        foreach (var name in names)
        {
            var path = Path.Combine(Logs, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        }
    }
}
