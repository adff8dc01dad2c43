using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Reminds every sink that forgets, each at its own pace, for as long as the service runs.</summary>
internal sealed partial class ReminderLoop(
    AlertReminders reminders,
    IEnumerable<IAlertSink> sinks,
    IOptions<DeliveryOptions> options,
    TimeProvider time,
    ILogger<ReminderLoop> logger
) : BackgroundService
{
    private readonly IAlertSink[] _forgetful = [.. sinks.Where(s => s.Resend > TimeSpan.Zero)];

    /// <summary>Begins no loop where no receiver forgets: one that ends at once would look like one that failed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) =>
        _forgetful.Length == 0 ? Task.CompletedTask : base.StartAsync(cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_forgetful.Select(s => RemindAsync(s, stoppingToken)));

    private async Task RemindAsync(IAlertSink sink, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(options.Value.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(
                limit.Token,
                stoppingToken
            );
            try
            {
                await reminders.RemindAsync(sink, either.Token);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                NotReminded(logger, sink.Name, failure.Message);
            }

            await Task.Delay(sink.Resend, time, stoppingToken);
        }
    }

    [LoggerMessage(
        EventId = 4120,
        Level = LogLevel.Warning,
        Message = "The sink {Sink} could not be told again of what fires; it is tried again: {Error}"
    )]
    private static partial void NotReminded(ILogger logger, string sink, string error);
}
