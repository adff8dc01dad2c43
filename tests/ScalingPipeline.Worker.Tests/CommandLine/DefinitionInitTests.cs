using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Parquet;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class DefinitionInitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_logs_of_a_simulation_get_a_definition_that_takes_them_all()
    {
        var logs = _folder.At("logs");
        await Cli.JsonAsync("simulate", "--output", logs, "--domains", "math");

        var result = await Cli.RunAsync("definition", "init", logs);

        Assert.True(result.ExitCode == 0, result.Error);
        var definition = DefinitionReader.Read("proposed.yaml", result.Output);
        Assert.Equal("math", definition.Domain);
        Assert.Equal("**/math/{run}/run.json", definition.Metadata.Text);
        Assert.Equal("**/math/{run}/train/part-{part}.parquet", definition.Training!.Path.Text);
        Assert.Equal(
            "**/math/{run}/eval/step-{step}.parquet",
            Assert.Single(definition.Evaluations).Path.Text
        );
        Assert.Equal("tokens_seen", definition.Training.Columns.Tokens);
        var pipelines = Directory.CreateDirectory(_folder.At("pipelines")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(pipelines, "proposed.yaml"),
            result.Output,
            TestContext.Current.CancellationToken
        );
        var check = await Cli.JsonAsync("definition", "check", logs, "--pipelines", pipelines);
        Assert.All(
            check["files"]!.AsArray().Where(f => (string)f!["name"]! != "LABELS.json"),
            file => Assert.NotNull(file!["match"])
        );
    }

    [Fact]
    public async Task Of_several_domains_one_is_proposed_and_the_others_are_named()
    {
        foreach (var name in new[] { "prose/a", "prose/b", "code/a" })
        {
            Write(_folder.At(["logs", .. name.Split('/'), "part-0.parquet"]), ["step", "loss"]);
        }

        var largest = await Cli.RunAsync("definition", "init", _folder.At("logs"));
        var chosen = await Cli.RunAsync(
            "definition",
            "init",
            _folder.At("logs"),
            "--domain",
            "code"
        );
        var unknown = await Cli.RunAsync("definition", "init", _folder.At("logs"), "--domain", "x");

        Assert.Equal("prose", DefinitionReader.Read("a.yaml", largest.Output).Domain);
        Assert.StartsWith(
            "# Runs lie in other folders too, each a domain of its own: \"code\".",
            largest.Output
        );
        Assert.Equal(
            "**/code/{run}/part-{part}.parquet",
            DefinitionReader.Read("a.yaml", chosen.Output).Training!.Path.Text
        );
        Assert.Contains("No runs lie in a folder 'x'; there are prose, code.", unknown.Error);
    }

    /// <summary>Logs in the words of a framework: what it calls step, loss, learning rate and gradient norm.</summary>
    [Theory]
    [InlineData("_step", "train/loss", "train/learning_rate", "train/grad_norm")]
    [InlineData("iteration", "lm loss", "learning-rate", "grad-norm")]
    [InlineData("iter", "train/loss", "lr", null)]
    [InlineData(
        "_step",
        "train/CrossEntropyLoss",
        "optim/learning_rate_group0",
        "optim/total_grad_norm"
    )]
    [InlineData("_step", "train/CE loss", "optim/LR (group 0)", "optim/total grad norm")]
    [InlineData("_step", "loss_metrics/global_avg_loss", "lr", "grad_norm")]
    public async Task The_columns_of_known_frameworks_are_recognised_and_what_is_missing_is_a_comment(
        string step,
        string loss,
        string rate,
        string? norm
    )
    {
        string[] columns = [step, loss, rate, .. norm is null ? Array.Empty<string>() : [norm]];
        foreach (var run in new[] { "r-1", "r-2" })
        {
            Write(_folder.At("logs", "sweep", run, "history-00000.parquet"), columns);
        }

        var result = await Cli.RunAsync("definition", "init", _folder.At("logs"));

        Assert.True(result.ExitCode == 0, result.Error);
        var definition = DefinitionReader.Read("proposed.yaml", result.Output);
        Assert.Equal("**/sweep/{run}/history-{part}.parquet", definition.Training!.Path.Text);
        Assert.Equal(
            (step, loss, rate),
            (
                definition.Training.Columns.Step,
                definition.Training.Columns.Loss,
                definition.Training.Columns.LearningRate
            )
        );
        Assert.Equal(norm ?? "grad_norm", definition.Training.Columns.GradientNorm);
        Assert.Contains("# No run has a declaration yet", result.Output);
        Assert.Contains("# No evaluation was recognised", result.Output);
    }

    /// <summary>Weights &amp; Biases counts calls of its logger in <c>_step</c>; the job's own count is beside it.</summary>
    [Theory]
    [InlineData("train/global_step")]
    [InlineData("trainer/global_step")]
    [InlineData("iter")]
    public async Task The_steps_that_a_job_logs_come_before_those_that_its_logger_counts(
        string step
    )
    {
        Write(_folder.At("logs", "sweep", "r-1", "part-0.parquet"), ["_step", step, "train/loss"]);

        var result = await Cli.RunAsync("definition", "init", _folder.At("logs"));

        Assert.Equal(step, DefinitionReader.Read("a.yaml", result.Output).Training!.Columns.Step);
    }

    [Fact]
    public async Task A_file_that_is_being_written_is_passed_over()
    {
        var folder = Path.GetDirectoryName(_folder.At("logs", "sweep", "r-1", "part-0.parquet"))!;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "part-0.parquet"),
            "PAR1",
            TestContext.Current.CancellationToken
        );
        Write(Path.Combine(folder, "part-1.parquet"), ["iter", "train/loss"]);

        var result = await Cli.RunAsync("definition", "init", _folder.At("logs"));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("iter", DefinitionReader.Read("a.yaml", result.Output).Training!.Columns.Step);
    }

    [Fact]
    public async Task A_folder_without_logs_is_one_sentence()
    {
        var result = await Cli.RunAsync("definition", "init", _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There is nothing to propose from", result.Error);
    }

    private static void Write(string path, string[] columns)
    {
        using var writer = ParquetWriter.CreateFile(
            path,
            [.. columns.Select(name => OutputColumn.Double(name))]
        );
        writer.BeginRowGroup(1);
        foreach (var _ in columns)
        {
            writer.Write<double>([1.0]);
        }

        writer.Finish();
    }

    public void Dispose() => _folder.Dispose();
}
