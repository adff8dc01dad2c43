using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Positions;

/// <summary>
/// The shape of a profile against the siblings', octave by octave: ln(loss of the octave) - ln(its prediction), minus the same of all
/// positions together. A run that is merely better or worse has shape residuals of zero.
/// </summary>
public static class ProfileShape
{
    /// <summary>On the residual from the octave of position 17 on; healthy runs of a public ladder keep within 1.6 %.</summary>
    public const double Limit = 0.025;

    /// <summary>The share of the first positions changes with the stage of training: they are not tested.</summary>
    public const int FirstTested = 17;

    /// <summary>The octaves 17-32, 33-64, ... that the profile covers, with their residuals.</summary>
    public static IReadOnlyList<OctaveResidual> Of(ReadOnlySpan<PairedBucket> buckets)
    {
        var octaves = new List<OctaveResidual>();
        if (buckets.Length == 0)
        {
            return octaves;
        }

        var whole = Ratio(buckets, 1, buckets[^1].Last);
        for (
            long first = FirstTested, last = 32;
            last <= buckets[^1].Last;
            first = last + 1, last *= 2
        )
        {
            octaves.Add(
                new OctaveResidual(
                    (int)first,
                    (int)last,
                    Ratio(buckets, (int)first, (int)last) - whole
                )
            );
        }

        return octaves;
    }

    private static double Ratio(ReadOnlySpan<PairedBucket> buckets, int first, int last)
    {
        double loss = 0,
            predicted = 0;
        foreach (var bucket in buckets)
        {
            if (bucket.First >= first && bucket.Last <= last)
            {
                loss += bucket.Width * bucket.Loss;
                predicted += bucket.Width * bucket.Predicted;
            }
        }

        return Elementary.Log(loss / predicted);
    }
}

/// <summary>An octave of context positions and how far its loss is off the siblings' beyond the level of the run.</summary>
/// <param name="First">First context position, from 1.</param>
/// <param name="Last">Last context position, included.</param>
/// <param name="Residual">In ln loss.</param>
public readonly record struct OctaveResidual(int First, int Last, double Residual);
