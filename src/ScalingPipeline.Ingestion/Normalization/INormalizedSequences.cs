using System.Numerics;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Receives normalized losses, stretch by stretch of consecutive positions.</summary>
internal interface INormalizedSequences
{
    /// <param name="sequence">The sequence; all its stretches come one after the other.</param>
    /// <param name="position">The 0-based position of the first loss.</param>
    /// <param name="losses">Nats; NaN where masked.</param>
    void Write<T>(long sequence, int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
