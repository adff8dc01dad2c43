using Microsoft.Extensions.Logging;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Writes alerts to the log: warnings for what fires, information for what resolves.</summary>
public sealed partial class ConsoleSink(ILogger<ConsoleSink> logger) : IAlertSink
{
    public string Name => "console";

    public Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        foreach (var alert in notice.Alerts)
        {
            Write(alert);
        }

        return Task.CompletedTask;
    }

    private void Write(AlertDocument alert)
    {
        var level = alert.Status == AlertStatus.Resolved ? LogLevel.Information : LogLevel.Warning;
        var (status, severity) = (AlertJson.NameOf(alert.Status), AlertJson.NameOf(alert.Severity));
        if (AlertSubject.IsWholeDomain(alert.Run))
        {
            AlertOfDomain(
                logger,
                level,
                status,
                severity,
                alert.Code,
                alert.Domain,
                alert.Message,
                alert.Cause,
                alert.NextStep
            );
            return;
        }

        Alert(
            logger,
            level,
            status,
            severity,
            alert.Code,
            alert.Domain,
            alert.Run,
            alert.Message,
            alert.Cause,
            alert.NextStep
        );
    }

    [LoggerMessage(
        EventId = 4103,
        Message = "Alert {Status} ({Severity}) {Code} in {Domain}: {Text} Cause: {Cause} Next: {NextStep}"
    )]
    private static partial void AlertOfDomain(
        ILogger logger,
        LogLevel level,
        string status,
        string severity,
        string code,
        string domain,
        string text,
        string cause,
        string nextStep
    );

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
