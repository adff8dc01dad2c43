using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Makes logged losses nats per token, in place: not negative, and NaN for all that is not a finite number.</summary>
public sealed class LossNormalizer(LossConversion conversion)
{
    /// <summary>Nats below zero that rounding can explain; anything lower is no cross-entropy.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Nats beyond which no sum of losses goes: a number this large is a fault of the log, and its square would spoil every sum.</summary>
    public const double Largest = 1e12;

    /// <summary>Losses so far that were NaN, infinite, absurdly large or null.</summary>
    public long NonFinite { get; private set; }

    /// <summary>Whether losses are logged in nats per token.</summary>
    public bool IsIdentity => conversion.IsIdentity;

    /// <param name="losses">Logged losses in; nats out.</param>
    /// <param name="isNull">Which are missing; empty when none is.</param>
    /// <returns>The index of the first loss that is negative, and so no cross-entropy; -1 when there is none.</returns>
    public int Normalize(Span<double> losses, ReadOnlySpan<bool> isNull)
    {
        for (var i = 0; i < isNull.Length; i++)
        {
            if (isNull[i])
            {
                losses[i] = double.NaN;
            }
        }

        if (!conversion.IsIdentity)
        {
            foreach (ref var loss in losses)
            {
                loss = conversion.ToNats(loss);
            }
        }

        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(losses);
        var largest = Vector256.Create(Largest).AsUInt64();
        for (var v = 0; v < vectors.Length; v++)
        {
            // Read as unsigned numbers, infinities, NaN and all that has a sign lie above what is finite.
            if (Vector256.GreaterThanOrEqualAny(vectors[v].AsUInt64(), largest))
            {
                var negative = Mend(losses, v * Vector256<double>.Count, Vector256<double>.Count);
                if (negative >= 0)
                {
                    return negative;
                }
            }
        }

        var rest = vectors.Length * Vector256<double>.Count;
        return Mend(losses, rest, losses.Length - rest);
    }

    private int Mend(Span<double> losses, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var loss = losses[i];
            if (!(loss <= Largest) || double.IsNegativeInfinity(loss))
            {
                losses[i] = double.NaN;
                NonFinite++;
            }
            else if (loss < 0)
            {
                if (loss < -Tolerance)
                {
                    return i;
                }

                losses[i] = 0;
            }
        }

        return -1;
    }
}
