using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_copy_that_is_taken_while_the_service_runs_is_a_state_of_its_own()
    {
        var (logs, data) = (_folder.At("logs"), _folder.At("data"));
        await Cli.JsonAsync("simulate", "--output", logs, "--domains", "math");
        await Cli.JsonAsync("ingest", logs, "--data", data);
        await Cli.JsonAsync("refit", "--data", data);
        var laws = await LawsAsync(data);

        await using (var service = await Service.StartAsync(data, logs))
        {
            var copied = await Cli.JsonAsync(
                "backup",
                _folder.At("copy", "state.db"),
                "--data",
                data
            );
            Assert.True((long)copied["bytes"]! > 0);
        }

        Assert.Equal(laws, await LawsAsync(_folder.At("copy")));
    }

    [Fact]
    public async Task An_existing_file_is_not_overwritten()
    {
        var (logs, data) = (
            Directory.CreateDirectory(_folder.At("logs")).FullName,
            _folder.At("data")
        );
        await Cli.JsonAsync("ingest", logs, "--data", data);
        var copy = _folder.At("copy.db");
        await File.WriteAllTextAsync(copy, "mine", TestContext.Current.CancellationToken);

        var result = await Cli.RunAsync("backup", copy, "--data", data);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"scaling-pipeline: {copy} exists already; name another file.",
            result.Error.Trim()
        );
        Assert.Equal(
            "mine",
            await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken)
        );
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> LawsAsync(string data) =>
        (await Cli.RunAsync("laws", "--data", data, "--json")).Output;
}
