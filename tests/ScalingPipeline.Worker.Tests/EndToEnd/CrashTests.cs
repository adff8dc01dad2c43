using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Whoever starts the service learns from its exit code that it did not end well, and why from one sentence.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_state_that_is_no_database_is_a_failure()
    {
        await File.WriteAllTextAsync(
            _folder.At("data", "state.db"),
            new string('x', 4096),
            TestContext.Current.CancellationToken
        );

        await FailsAsync("state.db");
    }

    [Fact]
    public async Task An_address_that_another_service_has_is_a_failure()
    {
        await using var other = await Service.StartAsync(_folder.At("other"), _folder.At("logs"));

        await FailsAsync($"{other.Page.Port}", $"http://127.0.0.1:{other.Page.Port}");
    }

    [Fact]
    public async Task A_service_that_is_killed_did_not_end_well()
    {
        await using var service = await Service.StartAsync(_folder.At("data"), _folder.At("logs"));

        await service.KillAsync();

        Assert.NotEqual(0, service.ExitCode);
    }

    private async Task FailsAsync(string sentence, string url = "http://127.0.0.1:0")
    {
        var result = await Cli.RunAsync("run", "--data", _folder.At("data"), "--url", url);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            sentence,
            Assert.Single(
                result.Error.Split('\n'),
                line => line.StartsWith("scaling-pipeline:", StringComparison.Ordinal)
            )
        );
    }
}
