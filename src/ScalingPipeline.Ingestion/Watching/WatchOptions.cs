using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>How storage is watched.</summary>
public sealed class WatchOptions
{
    /// <summary>Time between two passes when nothing hints that there is work; 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait after passes that failed; 5 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(5);
}
