using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>Commands that read the state, where there is none.</summary>
public sealed class NoStateTests
{
    [Theory]
    [InlineData("laws")]
    [InlineData("alerts")]
    [InlineData("alerts silences")]
    [InlineData("alerts unsilence x")]
    [InlineData("alerts acknowledge x --comment why")]
    [InlineData("explain x")]
    [InlineData("forecast --domain math --compute 1e18")]
    [InlineData("refit")]
    [InlineData("report")]
    [InlineData("runs mark x healthy --domain math --comment why")]
    public async Task It_is_said_that_nothing_was_read_and_nothing_is_made(string command)
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunInAsync(folder.Path, command.Split(' '));

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("Nothing was ever read here: ", result.Error);
        Assert.Contains("ingest FOLDER", result.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Beside_the_demo_its_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(".scaling-pipeline", "demo");
        await Cli.RunInAsync(
            folder.Path,
            ["alerts", "silence", "--run", "x", "--for", "1h", "--comment", "c", "--data", data]
        );

        var here = await Cli.RunInAsync(folder.Path, "alerts");
        var there = await Cli.RunInAsync(folder.Path, "alerts", "--data", data);

        Assert.Equal((1, 0), (here.ExitCode, there.ExitCode));
        Assert.Contains($"add: --data {data}", here.Error);
    }
}
