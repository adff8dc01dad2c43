using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>The positions that are believed: 0 to <see cref="Last"/>.</summary>
internal static class LogPosition
{
    public const int Last = 1 << 24;

    public static void Check(long position, long row)
    {
        if (position is < 0 or > Last)
        {
            throw new LogContentException(
                $"Row {row} has position {position}, which is not between 0 and {Last}."
            );
        }
    }

    public static void CheckLast(long position, long sequence)
    {
        if (position > Last)
        {
            throw new LogContentException(
                $"Sequence {sequence} reaches position {position}, which is not between 0 and {Last}."
            );
        }
    }
}
