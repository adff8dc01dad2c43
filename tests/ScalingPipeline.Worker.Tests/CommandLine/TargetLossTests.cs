using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class TargetLossTests
{
    [Fact]
    public async Task What_a_loss_takes_is_said_with_a_range()
    {
        using var folder = new TemporaryFolder();
        var (logs, data) = (folder.At("logs"), folder.At("data"));
        SimulatedLadder.Write(
            new SimulationOptions
            {
                Domains = [SimulatedDomain.Named("language")],
                Steps = [64, 128, 256, 512, 1024],
                Checkpoints = 2,
                SeedNoise = 0.001,
            },
            logs
        );
        await Cli.JsonAsync("ingest", logs, "--data", data);
        await Cli.JsonAsync("refit", "--data", data);

        var answer = await Cli.JsonAsync(
            "forecast",
            "--domain",
            "language",
            "--target-loss",
            "3.2",
            "--data",
            data
        );

        Assert.Equal(3.2, (double)answer["targetLoss"]!);
        Assert.Equal("L(N,D)", (string)answer["law"]!);
        Assert.InRange(
            3.2,
            (double)answer["interval"]!["low"]!,
            (double)answer["interval"]!["high"]!
        );
        Assert.Equal(
            6 * (double)answer["parameters"]! * (double)answer["tokens"]!,
            (double)answer["compute"]!,
            1e-6 * (double)answer["compute"]!
        );
        Assert.True(
            (double?)answer["leastCompute"] is null
                || (double)answer["leastCompute"]! < (double)answer["compute"]!
        );
    }
}
