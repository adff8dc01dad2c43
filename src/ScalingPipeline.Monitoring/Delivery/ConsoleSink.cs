using Microsoft.Extensions.Logging;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Writes alerts to the log: warnings for what fires, information for what resolves.</summary>
public sealed partial class ConsoleSink(ILogger<ConsoleSink> logger) : IAlertSink
{
    public string Name => "console";

    public Task SendAsync(
        OutboxMessage message,
        AlertDocument alert,
        CancellationToken cancellationToken
    )
    {
        var level = alert.Status == AlertStatus.Resolved ? LogLevel.Information : LogLevel.Warning;
        Alert(
            logger,
            level,
            AlertJson.NameOf(alert.Status),
            AlertJson.NameOf(alert.Severity),
            alert.Code,
            alert.Domain,
            alert.Run,
            alert.Message,
            alert.Cause,
            alert.NextStep
        );
        return Task.CompletedTask;
    }

    [LoggerMessage(
        EventId = 4100,
        Message = "Alert {Status} ({Severity}) {Code} in {Domain}, run {Run}: {Text} Cause: {Cause} Next: {NextStep}"
    )]
    private static partial void Alert(
        ILogger logger,
        LogLevel level,
        string status,
        string severity,
        string code,
        string domain,
        string run,
        string text,
        string cause,
        string nextStep
    );
}
