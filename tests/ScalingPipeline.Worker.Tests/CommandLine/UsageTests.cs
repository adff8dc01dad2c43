using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("ingst")]
    [InlineData("refit", "--domian", "x")]
    [InlineData("ingest")]
    [InlineData(
        "estimate",
        "--layers",
        "-1",
        "--d-model",
        "64",
        "--context",
        "128",
        "--tokens",
        "1e6"
    )]
    [InlineData("simulate", "--output", "x", "--domains", "nonsense")]
    public async Task Wrong_usage_is_one_sentence_on_stderr_and_exit_code_2(
        params string[] arguments
    )
    {
        var result = await Cli.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.StartsWith("scaling-pipeline: ", result.Error);
    }

    [Fact]
    public async Task A_mistyped_command_is_answered_with_the_one_that_was_meant()
    {
        var result = await Cli.RunAsync("ingst", "logs");

        Assert.Contains("did you mean 'ingest'", result.Error);
    }

    [Fact]
    public async Task A_failure_is_one_sentence_on_stderr_and_exit_code_1()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(
            "ingest",
            folder.At("nowhere"),
            "--data",
            folder.At("data")
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There is no folder", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Theory]
    [InlineData("laws")]
    [InlineData("refit")]
    public async Task A_command_that_has_nothing_to_show_says_what_to_do_first(string command)
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(command, "--data", folder.At("data"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ingest", result.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("ingest")]
    [InlineData("reconcile")]
    [InlineData("refit")]
    [InlineData("laws")]
    [InlineData("alerts")]
    [InlineData("forecast")]
    [InlineData("report")]
    [InlineData("fit")]
    [InlineData("simulate")]
    [InlineData("estimate")]
    [InlineData("parquet", "head")]
    public async Task Every_command_explains_itself(params string[] command)
    {
        var result = await Cli.RunAsync([.. command, "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output);
    }

    [Theory]
    [InlineData("--target-loss", "0")]
    [InlineData("--target-loss", "2", "--compute", "1e20")]
    [InlineData("--parameters", "1e9")]
    [InlineData("--compute", "NaN")]
    public async Task A_forecast_answers_one_question_with_positive_numbers(
        params string[] question
    )
    {
        var result = await Cli.RunAsync(["forecast", "--domain", "language", .. question]);

        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_folder_is_not_taken_for_a_parquet_file()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync("parquet", "schema", folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is a folder; name a Parquet file in it.", result.Error);
    }

    [Fact]
    public async Task Estimate_counts_parameters_compute_and_days()
    {
        // Kaplan et al. 2020, section 2.1: N = 12 n_layer d_model^2, C = 6 N D, 8.64e19 FLOP in a PF-day.
        var estimate = await Cli.JsonAsync(
            "estimate",
            "--layers",
            "96",
            "--d-model",
            "12288",
            "--context",
            "2048",
            "--tokens",
            "3e11"
        );

        Assert.Equal(12.0 * 96 * 12288 * 12288, (double)estimate["parameters"]!);
        Assert.Equal(
            6 * 12.0 * 96 * 12288 * 12288 * 3e11 / 8.64e19,
            (double)estimate["petaflopDays"]!,
            6
        );
        Assert.Equal(2048 / (12.0 * 12288), (double)estimate["contextShare"]!, 12);
    }
}
