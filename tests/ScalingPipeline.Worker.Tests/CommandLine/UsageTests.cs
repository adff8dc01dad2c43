using ScalingPipeline.Ingestion.Definitions;
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

    [Theory]
    [InlineData("--domain'", "refit", "--domian", "x")]
    [InlineData("--json'", "explain", "--jsn")]
    [InlineData("--pipelines'", "ingest", "--pipelnes", "x", "logs")]
    [InlineData("'silence'", "alerts", "silnce")]
    [InlineData("'chinchilla'", "fit", "README.md", "--law", "chincilla")]
    [InlineData("'language'", "simulate", "--output", "x", "--domains", "langauge")]
    [InlineData("'loss-spike'", "simulate", "--output", "x", "--faults", "los-spike")]
    [InlineData("'forecast'", "laws", "--fit", "forcast")]
    [InlineData("'faulty'", "runs", "mark", "r", "fauty", "--domain", "d", "--comment", "c")]
    [InlineData("'fish'", "completion", "fsh")]
    public async Task What_is_mistyped_is_answered_with_the_nearest_name(
        string meant,
        params string[] arguments
    )
    {
        var result = await Cli.RunInAsync(SharedData.RepositoryRoot, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"did you mean '{meant.Trim('\'')}'?", result.Error);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task What_is_like_no_name_is_answered_with_all_names()
    {
        var result = await Cli.RunAsync("completion", "nonsense");

        Assert.Contains("; known are bash, fish, pwsh, zsh. See: ", result.Error);
    }

    [Fact]
    public void Of_many_names_the_nearest_three_are_told_and_how_many_there_are() =>
        Assert.Equal(
            "; the nearest of 71 are run-10, run-11, run-12",
            Suggestion.For("nope", [.. Enumerable.Range(10, 71).Select(i => $"run-{i}")])
        );

    [Fact]
    public async Task A_name_that_begins_with_dashes_can_be_given_after_two()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync("explain", "--data", folder.At("data"), "--", "--jsn");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Nothing was ever read here", result.Error);
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

    [Fact]
    public async Task Help_ends_with_examples()
    {
        var result = await Cli.RunAsync("fit", "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output);
        Assert.Contains("Examples:\n  scaling-pipeline fit ", result.Output);
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
