using ScalingPipeline.Chaos;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

public sealed class ChaosTests
{
    [Fact]
    public async Task Whatever_goes_wrong_two_workers_lose_nothing_count_nothing_twice_and_fit_the_same_laws()
    {
        await using var azurite = new AzuriteServer();
        using var folder = new TemporaryFolder();
        var run = new ChaosRun(
            new ChaosOptions { RandomKills = 2, Seed = 20261129 },
            folder.Path,
            azurite,
            folder.At("state", "state.db")
        );

        var outcome = await run.RunAsync(disturb: null, TestContext.Current.CancellationToken);

        Assert.Equal([], outcome.Broken);
        Assert.Contains(run.Tally.All, fault => fault.Kind.StartsWith("kill -9 at"));
    }
}
