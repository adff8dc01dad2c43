using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class ReplayTests(ExplainTests.Ladder ladder) : IClassFixture<ExplainTests.Ladder>
{
    [Fact]
    public async Task A_dry_run_tells_which_logs_would_be_read_and_reads_none()
    {
        var replay = await Cli.JsonAsync(
            "replay",
            ladder.Logs,
            "--prefix",
            $"math/{ladder.Healthy}/run",
            "--dry-run",
            "--data",
            ladder.Data
        );

        var log = Assert.Single(replay["chosen"]!.AsArray())!;
        Assert.Equal($"math/{ladder.Healthy}/run.json", (string)log["name"]!);
        Assert.Equal("committed", (string)log["state"]!);
        Assert.Null(replay["ledger"]);
    }

    [Fact]
    public async Task What_is_chosen_is_read_again_and_counts_as_before()
    {
        var before = await Cli.JsonAsync("ingest", ladder.Logs, "--data", ladder.Data);

        var replay = await Cli.RunAsync(
            "replay",
            ladder.Logs,
            "--prefix",
            $"math/{ladder.Healthy}/eval/",
            "--data",
            ladder.Data
        );
        var after = await Cli.JsonAsync("ingest", ladder.Logs, "--data", ladder.Data);

        Assert.Equal(0, replay.ExitCode);
        Assert.DoesNotContain("\n0 rows read now", replay.Output);
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public async Task Logs_seen_before_a_time_are_left_alone()
    {
        var result = await Cli.RunAsync(
            "replay",
            ladder.Logs,
            "--since",
            "9000-01-01",
            "--data",
            ladder.Data
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There is nothing to read again", result.Error);
    }

    [Fact]
    public async Task A_time_that_is_none_is_wrong_usage()
    {
        var result = await Cli.RunAsync("replay", ladder.Logs, "--since", "yesterday");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--since is a time like 2026-01-31", result.Error);
    }
}
