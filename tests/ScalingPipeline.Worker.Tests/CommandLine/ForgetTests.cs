using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class ForgetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.At("data");

    [Fact]
    public async Task Logs_that_were_mounted_elsewhere_leave_with_what_they_contributed()
    {
        var (before, now) = (_folder.At("before"), _folder.At("now"));
        await Cli.JsonAsync(
            "simulate",
            "--output",
            before,
            "--domains",
            "math",
            "--faults",
            "learning-rate-too-high"
        );
        await Cli.JsonAsync("ingest", before, "--data", Data);
        await Cli.JsonAsync("refit", "--data", Data);
        var laws = await LawsAsync();
        Directory.Move(before, now);
        await Cli.JsonAsync("ingest", now, "--data", Data);

        var would = await Cli.JsonAsync("forget", "--container", before, "--data", Data);
        Assert.False((bool)would["forgotten"]!);
        Assert.Equal(
            would["versions"]!.ToString(),
            (await ForgetAsync(before))["versions"]!.ToString()
        );
        await Cli.JsonAsync("refit", "--data", Data);

        Assert.Equal(laws, await LawsAsync());
        Assert.Single((await Cli.JsonAsync("alerts", "--data", Data)).AsArray());

        await ForgetAsync(now);
        var nothing = await Cli.JsonAsync("refit", "--data", Data);

        Assert.Empty(nothing.AsArray());
        Assert.Empty((await Cli.JsonAsync("alerts", "--data", Data)).AsArray());
    }

    [Fact]
    public async Task A_container_that_was_never_seen_is_answered_with_those_that_were()
    {
        var logs = Directory.CreateDirectory(_folder.At("logs")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(logs, "notes.txt"),
            "",
            TestContext.Current.CancellationToken
        );
        await Cli.JsonAsync("ingest", logs, "--data", Data);

        var result = await Cli.RunAsync("forget", "--container", "logz", "--data", Data, "--yes");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"scaling-pipeline: No log of 'logz' was ever seen; there are logs of folder:{logs}.",
            result.Error.Trim()
        );
    }

    public void Dispose() => _folder.Dispose();

    private Task<System.Text.Json.Nodes.JsonNode> ForgetAsync(string container) =>
        Cli.JsonAsync("forget", "--container", container, "--yes", "--data", Data);

    private async Task<string> LawsAsync() =>
        (await Cli.RunAsync("laws", "--data", Data, "--json")).Output;
}
