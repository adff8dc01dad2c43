using Microsoft.Extensions.Options;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The life of the service: starts, runs until it is told to stop, drains. A loop that dies takes the process with it, with a sentence.</summary>
internal static class ServiceLife
{
    public static void AddServiceLife(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<HostingOptions>()
            .BindConfiguration(HostingOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder
            .Services.AddOptions<HostOptions>()
            .Configure<IOptions<HostingOptions>>(
                (host, hosting) =>
                {
                    host.ShutdownTimeout = hosting.Value.ShutdownTimeout;
                    host.BackgroundServiceExceptionBehavior =
                        BackgroundServiceExceptionBehavior.StopHost;
                    // All drain at once: the deadline is that of each, not of their sum.
                    host.ServicesStopConcurrently = true;
                }
            );
    }

    /// <summary>Runs the service to its end.</summary>
    /// <param name="host">Not started yet.</param>
    /// <param name="started">Called when it runs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OptionsValidationException">The configuration is wrong; every fault is named.</exception>
    /// <exception cref="UserErrorException">A loop died, or draining took too long.</exception>
    public static async Task RunAsync(
        IHost host,
        Action started,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await host.StartAsync(cancellationToken);
            started();
            await host.WaitForShutdownAsync(cancellationToken);
        }
        catch (Exception late)
            when (IsStopping(host, cancellationToken) && DeadLoop(host) is null && IsLate(late))
        {
            throw Late(late);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop while it started.
            await host.StopAsync(CancellationToken.None);
        }

        if (DeadLoop(host) is var (loop, fault))
        {
            throw new UserErrorException(
                $"{loop} died, and the service with it: {fault.Message.ReplaceLineEndings(" ")} ({fault.GetType().Name})",
                fault
            );
        }

        // The host leaves a loop that does not end in time without a word.
        if (Loops(host).Any(s => s.ExecuteTask is { IsCompleted: false }))
        {
            throw Late();
        }
    }

    private static UserErrorException Late(Exception? fault = null) =>
        new(
            $"Stopping took longer than {HostingOptions.Section}:ShutdownTimeout; what was under way is begun again at the next start.",
            fault
        );

    private static bool IsStopping(IHost host, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
        || host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    private static bool IsLate(Exception fault) =>
        fault is OperationCanceledException or TimeoutException
        || (fault is AggregateException many && many.InnerExceptions.All(IsLate));

    private static (string Loop, Exception Fault)? DeadLoop(IHost host) =>
        Loops(host)
            .Where(s => s.ExecuteTask is { IsFaulted: true })
            .Select(s =>
                ((string, Exception)?)
                    (s.GetType().Name, s.ExecuteTask!.Exception!.GetBaseException())
            )
            .FirstOrDefault();

    private static IEnumerable<BackgroundService> Loops(IHost host) =>
        host.Services.GetServices<IHostedService>().OfType<BackgroundService>();
}
