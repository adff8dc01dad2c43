using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Ingestion.Queues;

/// <summary>How notices are handed to workers. Configuration section <c>Ingestion:Queue</c>.</summary>
public sealed class WorkQueueOptions
{
    public const string Section = "Ingestion:Queue";

    /// <summary>How long a notice that a worker holds stays hidden from others unless it is renewed; 2 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan HiddenFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Deliveries after which a notice that was never completed is set aside; 5 by default.</summary>
    [Range(1, 1000)]
    public int MostDeliveries { get; set; } = 5;

    /// <summary>The longest wait between two looks into a queue that was found empty; 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Notices that a queue in the process holds before whoever sends more has to wait; 10,000 by default.</summary>
    [Range(1, 10_000_000)]
    public int Capacity { get; set; } = 10_000;
}
