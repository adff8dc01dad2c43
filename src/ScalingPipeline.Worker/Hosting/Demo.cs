using Microsoft.AspNetCore.Hosting.Server;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>Drops a simulated ladder into the watched folder, run by run, the deviating one last; then says where everything is to be seen.</summary>
internal sealed class Demo(
    DemoOptions options,
    ILedger ledger,
    IMonitoringState state,
    ReportPublisher reports,
    IBlobSink output,
    IServer server,
    StorageHint hint,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan _betweenRuns = TimeSpan.FromMilliseconds(60);

    /// <summary>In steps: with as many, sizes cross at several amounts of compute, so that every law has something to stand on.</summary>
    private static readonly int[] _lengths = [64, 128, 256, 512, 1024, 2048, 4096];

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var simulation = new SimulationOptions
        {
            Steps = _lengths,
            Faults = [FaultCatalogue.Named("learning-rate-too-high")],
        };
        var runs = SimulatedLadder.Runs(simulation);
        var logs = BlobStores.Open(options.LogFolder).Sink;
        var files = 0;
        foreach (var run in runs)
        {
            foreach (var file in run.Files())
            {
                await logs.WriteAsync(
                    file.Path,
                    (stream, _) =>
                    {
                        file.Write(stream);
                        return Task.CompletedTask;
                    },
                    stoppingToken
                );
                files++;
            }

            hint.Raise();
            await Task.Delay(_betweenRuns, time, stoppingToken);
        }

        await UntilSettledAsync(files, stoppingToken);
        await reports.WriteAsync(reports.Today(), stoppingToken);
        await TellAsync(runs.Count, stoppingToken);
    }

    private async Task UntilSettledAsync(int files, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_look, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var counts = await ledger.CountAsync(cancellationToken);
            var read = counts.Committed >= files && counts.Discovered == 0;
            if (
                read
                && (await state.ChangedAsync(cancellationToken)).Count == 0
                && await state.WaitingMessagesAsync(cancellationToken) == 0
            )
            {
                return;
            }
        }
    }

    private async Task TellAsync(int runs, CancellationToken cancellationToken)
    {
        var alerts = await state.AlertsAsync(includeResolved: false, cancellationToken);
        var firing = alerts.Where(alert => alert.Status == AlertStatus.Firing).ToArray();
        Console.WriteLine();
        Console.WriteLine(
            $"The demo is complete: {runs} runs were read, {firing.Length} deviate{(firing.Length == 1 ? "s" : "")} from the trend."
        );
        Console.WriteLine($"  page    {server.PageAddress()}");
        Console.WriteLine($"  report  {output.Locate(ReportPublisher.LatestHtml)}");
        foreach (var alert in firing)
        {
            Console.WriteLine(
                $"  alert   {output.Locate(AlertBlobSink.NameOf(AlertDocument.Of(alert)))}"
            );
            Console.WriteLine(
                $"          {AlertSubject.Name(alert.Condition)}: {alert.Condition.Message}"
            );
        }

        foreach (var line in DemoCommands.For(options.Data, firing))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine("Press Ctrl+C to stop.");
    }
}
