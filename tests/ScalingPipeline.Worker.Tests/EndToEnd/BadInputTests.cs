using System.Text.Json.Nodes;
using ScalingPipeline.Parquet;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Each kind of bad input gets one clear sentence, and the rest goes on.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_bad_log_is_set_aside_with_a_sentence_and_the_others_are_committed()
    {
        Declare("good");
        Evaluate("good", 10, [1.5f, 1.4f]);
        Declare("bad");
        Write("bad/eval/step-000001.parquet", []);
        Write("bad/eval/step-000002.parquet", "this is a text, not a log"u8.ToArray());
        Evaluate("bad", 3, [1.5f, 1.4f]);
        Truncate("bad/eval/step-000003.parquet");
        Evaluate("bad", 4, [1.5f, -2.25f]);
        Evaluate("bad", 5, [1.5f, 1.4f], lossColumn: "los");
        Evaluate("undeclared", 1, [1.5f, 1.4f]);
        Declare("strange", unit: "furlongs");

        var summary = await IngestAsync();

        Assert.Equal(3, (int)summary["files"]!["committed"]!);
        AssertProblem(summary, "bad/eval/step-000001.parquet", "inProgress", "empty");
        AssertProblem(summary, "bad/eval/step-000002.parquet", "quarantined", "not a Parquet file");
        AssertProblem(summary, "bad/eval/step-000003.parquet", "inProgress", "half-written");
        AssertProblem(summary, "bad/eval/step-000004.parquet", "quarantined", "-2.25");
        AssertProblem(summary, "bad/eval/step-000005.parquet", "quarantined", "los");
        AssertProblem(summary, "undeclared/eval/step-000001.parquet", "inProgress", "not declared");
        AssertProblem(summary, "strange/run.json", "quarantined", "furlongs");
    }

    [Fact]
    public async Task Rows_that_are_not_a_number_are_masked_and_counted_never_summed()
    {
        Declare("good");
        Evaluate("good", 10, [1.5f, float.NaN]);

        var summary = await IngestAsync();

        Assert.Equal(2, (int)summary["files"]!["committed"]!);
        Assert.Equal(0, (int)summary["files"]!["quarantined"]!);
    }

    [Fact]
    public async Task A_copy_of_a_log_is_superseded_and_counts_once()
    {
        Declare("good");
        Train("good", "part-00000");
        Train("good", "part-00001");

        var summary = await IngestAsync();

        Assert.Equal(2, (int)summary["files"]!["committed"]!);
        AssertProblem(summary, "part-00001.parquet", "superseded", "Same content as");
    }

    [Fact]
    public async Task A_run_that_lies_in_two_places_is_not_mixed()
    {
        Declare("good");
        Evaluate("good", 10, [1.5f, 1.4f]);
        var copy = _folder.At(
            "logs",
            "elsewhere",
            "language",
            "good",
            "eval",
            "step-000010.parquet"
        );
        File.Copy(_folder.At("logs", "language", "good", "eval", "step-000010.parquet"), copy);

        var summary = await IngestAsync();

        AssertProblem(
            summary,
            "elsewhere/language/good/eval/step-000010.parquet",
            "quarantined",
            "'good'"
        );
    }

    [Fact]
    public async Task A_definition_with_a_typo_is_left_out_with_a_sentence_and_the_others_work()
    {
        Declare("good");
        Evaluate("good", 10, [1.5f, 1.4f]);
        var shipped = Path.Combine(SharedData.RepositoryRoot, "pipelines");
        File.Copy(Path.Combine(shipped, "language.yaml"), _folder.At("pipelines", "language.yaml"));
        var typo = await File.ReadAllTextAsync(
            Path.Combine(shipped, "code.yaml"),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            _folder.At("pipelines", "code.yaml"),
            typo.Replace("reference_context", "refrence_context"),
            TestContext.Current.CancellationToken
        );

        var summary = await IngestAsync("--pipelines", Path.Combine(_folder.Path, "pipelines"));

        Assert.Equal(2, (int)summary["files"]!["committed"]!);
        var problem = summary["problems"]!
            .AsArray()
            .Single(p => (string)p!["state"]! == "leftOut")!;
        Assert.Contains("refrence_context", (string)problem["reason"]!);
        Assert.Contains("reference_context", (string)problem["reason"]!);
    }

    private Task<JsonNode> IngestAsync(params string[] more) =>
        Cli.JsonAsync([
            "ingest",
            Path.Combine(_folder.Path, "logs"),
            "--data",
            _folder.At("data"),
            .. more,
        ]);

    private static void AssertProblem(JsonNode summary, string name, string state, string sentence)
    {
        var problem = summary["problems"]!
            .AsArray()
            .Single(p => ((string)p!["name"]!).EndsWith(name, StringComparison.Ordinal))!;
        Assert.Equal(state, (string)problem["state"]!);
        Assert.Contains(sentence, (string)problem["reason"]!);
        Assert.DoesNotContain('\n', (string)problem["reason"]!);
    }

    private void Declare(string run, string unit = "nats") =>
        Write(
            $"{run}/run.json",
            System.Text.Encoding.UTF8.GetBytes(
                $$"""
                {"run_id":"{{run}}","domain":"language","architecture":"transformer","n_params":1000,"n_ctx":2,"vocab_size":256,
                 "tokens_per_step":2,"total_steps":10,"loss_unit":"{{unit}}"}
                """
            )
        );

    private void Evaluate(string run, int step, float[] losses, string lossColumn = "loss")
    {
        var path = _folder.At("logs", "language", run, "eval", $"step-{step:000000}.parquet");
        using var writer = ParquetWriter.CreateFile(
            path,
            [
                OutputColumn.Int32("sequence_id"),
                OutputColumn.Int32("position"),
                OutputColumn.Float(lossColumn),
            ]
        );
        writer.BeginRowGroup(losses.Length);
        writer.Write<int>(new int[losses.Length]);
        writer.Write<int>([.. Enumerable.Range(0, losses.Length)]);
        writer.Write<float>(losses);
        writer.Finish();
    }

    private void Train(string run, string part)
    {
        using var writer = ParquetWriter.CreateFile(
            _folder.At("logs", "language", run, "train", $"{part}.parquet"),
            [
                OutputColumn.Int64("step"),
                OutputColumn.Int64("tokens_seen"),
                OutputColumn.Float("loss"),
                OutputColumn.Float("lr"),
                OutputColumn.Float("grad_norm"),
                OutputColumn.Float("elapsed_s"),
            ]
        );
        writer.BeginRowGroup(2);
        writer.Write<long>([1, 2]);
        writer.Write<long>([2, 4]);
        for (var column = 0; column < 4; column++)
        {
            writer.Write<float>([2, 1]);
        }

        writer.Finish();
    }

    private void Truncate(string name)
    {
        var path = _folder.At("logs", "language", Path.Combine(name.Split('/')));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
    }

    private void Write(string name, byte[] content) =>
        File.WriteAllBytes(_folder.At("logs", "language", Path.Combine(name.Split('/'))), content);
}
