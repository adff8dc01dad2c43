using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>How storage is watched.</summary>
public sealed class WatchOptions
{
    /// <summary>Time between two passes when nothing hints that there is work; 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two scans when a work queue tells of new logs, and a scan only finds what it missed; 5 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan IntervalWithQueue { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait after passes that failed; 5 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(5);
}
