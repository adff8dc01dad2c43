namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>What an alert is about: a run, or the domain as a whole, as when a law moved. Names come from outside: whoever shows them escapes them.</summary>
public static class AlertSubject
{
    /// <summary>In place of a run: the alert is about the domain as a whole. No run has this name.</summary>
    public const string WholeDomain = "";

    public static bool IsWholeDomain(string run) => run.Length == 0;

    /// <summary>The name to head an alert with.</summary>
    public static string Name(string domain, string run) => IsWholeDomain(run) ? domain : run;

    /// <inheritdoc cref="Name(string, string)"/>
    public static string Name(AlertCondition condition) => Name(condition.Domain, condition.Run);

    /// <summary>The run with its domain, or the domain alone.</summary>
    public static string Full(AlertDocument alert) =>
        IsWholeDomain(alert.Run) ? alert.Domain : $"{alert.Run} in {alert.Domain}";
}
