using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>How logs are taken in.</summary>
public sealed class IngestionOptions
{
    /// <summary>Blobs read at once; 0, the default, means one for each processor, and one more that waits for storage meanwhile.</summary>
    [Range(0, 256)]
    public int ParallelBlobs { get; set; }

    internal int Parallelism => ParallelBlobs > 0 ? ParallelBlobs : Environment.ProcessorCount + 1;

    /// <summary>How long a half-written blob, or one whose run is not declared, is waited for since it was first seen; 24 hours by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan WaitAtMost { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Tries after which a blob that cannot be read is set aside; 5 by default.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 5;

    /// <summary>How long a blob that could not be read is left alone before it is tried anew; 1 hour by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan RestAfterFailures { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Retries of one storage operation inside one try; 3 by default.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>The mean wait before the first retry, doubled by each; 200 ms by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The time that reading one blob may take; 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BlobTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Notices in the work queue above which a scan sends no more; 100,000 by default.</summary>
    [Range(1, int.MaxValue)]
    public int LongestQueue { get; set; } = 100_000;

    /// <summary>Whether full-resolution normalized losses are written; true by default.</summary>
    public bool WriteNormalized { get; set; } = true;
}
