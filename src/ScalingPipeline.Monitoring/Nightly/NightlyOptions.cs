using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>What becomes of a night whose time passed while the service was down or the machine slept.</summary>
public enum NightlyMisfire
{
    /// <summary>It is made up for, once, if it is not older than <see cref="NightlyOptions.CatchUp"/>.</summary>
    RunOnce,

    /// <summary>It is left out; the next night runs at its time.</summary>
    Skip,
}

/// <summary>When the nightly refit and its report run. Section <c>Monitoring:Nightly</c>.</summary>
public sealed class NightlyOptions
{
    public const string Section = "Monitoring:Nightly";

    /// <summary>Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Local time of day, <c>HH:mm</c>; ignored when <see cref="Cron"/> is set. Default: 02:30.</summary>
    public string Time { get; set; } = "02:30";

    /// <summary>Instead of <see cref="Time"/>: a Quartz cron expression of local times, e.g. <c>0 30 2 ? * MON-FRI</c>. It still runs at most once per local date.</summary>
    public string? Cron { get; set; }

    /// <summary>IANA name of the time zone, e.g. <c>Europe/Berlin</c>. Default: UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Default: RunOnce.</summary>
    public NightlyMisfire Misfire { get; set; } = NightlyMisfire.RunOnce;

    /// <summary>A missed night older than this is not made up for. Default: 20 h.</summary>
    [Range(
        typeof(TimeSpan),
        "00:01:00",
        "7.00:00:00",
        ErrorMessage = "CatchUp must be between 1 min and 7 days."
    )]
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromHours(20);

    /// <summary>A night begun this long ago and not completed is taken as lost and given to another worker. Default: 1 h.</summary>
    [Range(
        typeof(TimeSpan),
        "00:01:00",
        "1.00:00:00",
        ErrorMessage = "StaleAfter must be between 1 min and 1 day."
    )]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Fetched with GET after every night that went well, for a dead man's switch. Default: none.</summary>
    public Uri? Heartbeat { get; set; }
}
