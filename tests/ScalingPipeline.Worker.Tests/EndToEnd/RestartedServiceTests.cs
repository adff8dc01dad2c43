using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Logs arrive one by one, out of order and part by part, and the service ends in the middle: nothing changes.</summary>
public sealed class RestartedServiceTests
{
    private const int Seed = 20260105;

    [Theory]
    [InlineData("SIGKILL")]
    [InlineData("SIGTERM")]
    public async Task A_service_that_was_ended_and_restarted_has_the_laws_of_one_pass_to_the_last_bit(
        string signal
    )
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var source = folder.At("source");
        await Cli.JsonAsync(
            "simulate",
            "--output",
            source,
            "--domains",
            "math",
            "--faults",
            "learning-rate-too-high"
        );
        await Cli.JsonAsync("ingest", source, "--data", folder.At("once"));
        await Cli.JsonAsync("refit", "--data", folder.At("once"));
        var expected = (await Cli.RunAsync("laws", "--data", folder.At("once"), "--json")).Output;

        var files = Shuffled(Directory.GetFiles(source, "*", SearchOption.AllDirectories));
        var (logs, data) = (folder.At("logs", "x"), folder.At("restarted"));
        logs = Path.GetDirectoryName(logs)!;
        for (var life = 0; life < 3; life++)
        {
            await using var service = await Service.StartAsync(data, logs);
            foreach (var file in files.Where((_, i) => i % 3 == life))
            {
                await DropAsync(source, logs, file, cancelled);
            }

            if (life == 2)
            {
                await SettledAsync(service, files.Length);
            }

            if (signal == "SIGTERM")
            {
                // It drained within its deadline: else it would say so with another code.
                Assert.Equal(0, await service.TerminateAsync());
            }
        }

        Assert.Equal(expected, (await Cli.RunAsync("laws", "--data", data, "--json")).Output);
        var alert = Assert.Single((await Cli.JsonAsync("alerts", "--data", data)).AsArray());
        Assert.Equal("final-loss-off-trend", (string)alert!["code"]!);
    }

    /// <summary>The first half, then the whole: a reader in between sees a half-written file.</summary>
    private static async Task DropAsync(
        string source,
        string logs,
        string file,
        CancellationToken cancellationToken
    )
    {
        var target = Path.Combine(logs, Path.GetRelativePath(source, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        await using var stream = File.Create(target);
        await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2), cancellationToken);
    }

    private static Task SettledAsync(Service service, int files) =>
        Eventually.TrueAsync(async () =>
        {
            var ledger = (await service.JsonAsync("/api/v1/ledger"))["files"]!;
            var status = await service.JsonAsync("/api/v1/status");
            return (int)ledger["committed"]! + (int)ledger["foreign"]! >= files
                && (int)ledger["inProgress"]! == 0
                && (int)status["changedDomains"]! == 0
                && (long)status["waitingMessages"]! == 0;
        });

    private static string[] Shuffled(string[] files)
    {
        var ordered = files.Order(StringComparer.Ordinal).ToArray();
        new Random(Seed).Shuffle(ordered);
        return ordered;
    }
}
