using ScalingPipeline.Parquet.Compression;

namespace ScalingPipeline.Parquet;

/// <summary>What of the system's libraries is there.</summary>
public static class SystemLibraries
{
    /// <summary>Whether pages that are compressed with zstd can be read and written.</summary>
    public static bool HasZstd => ZstdLibrary.Instance is not null;
}
