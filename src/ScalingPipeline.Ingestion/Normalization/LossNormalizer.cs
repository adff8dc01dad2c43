using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Makes logged losses nats per token, in place: not negative, and NaN for all that is not a finite number.</summary>
public sealed class LossNormalizer(LossConversion conversion)
{
    /// <summary>Nats below zero that rounding can explain; anything lower is no cross-entropy.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Losses so far that were NaN, infinite or null.</summary>
    public long NonFinite { get; private set; }

    /// <param name="losses">Logged losses in; nats out.</param>
    /// <param name="isNull">Which are missing; empty when none is.</param>
    /// <param name="firstRow">The file's row of the first loss, for messages.</param>
    /// <exception cref="LogContentException">A loss is negative.</exception>
    public void Normalize(Span<double> losses, ReadOnlySpan<bool> isNull, long firstRow) =>
        Normalize(losses, isNull, index => $"Row {firstRow + index}");

    /// <param name="losses">Logged losses in; nats out.</param>
    /// <param name="isNull">Which are missing; empty when none is.</param>
    /// <param name="place">Says where the loss of an index stands, for messages.</param>
    /// <exception cref="LogContentException">A loss is negative.</exception>
    public void Normalize(Span<double> losses, ReadOnlySpan<bool> isNull, Func<int, string> place)
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
        for (var v = 0; v < vectors.Length; v++)
        {
            // Neither NaN nor an infinity equals itself after losing itself.
            var values = vectors[v];
            if (
                !Vector256.EqualsAll(values - values, Vector256<double>.Zero)
                || Vector256.LessThanAny(values, Vector256<double>.Zero)
            )
            {
                Mend(losses, v * Vector256<double>.Count, Vector256<double>.Count, place);
            }
        }

        var rest = vectors.Length * Vector256<double>.Count;
        Mend(losses, rest, losses.Length - rest, place);
    }

    private void Mend(Span<double> losses, int from, int count, Func<int, string> place)
    {
        for (var i = from; i < from + count; i++)
        {
            var loss = losses[i];
            if (!double.IsFinite(loss))
            {
                losses[i] = double.NaN;
                NonFinite++;
            }
            else if (loss < 0)
            {
                losses[i] =
                    loss >= -Tolerance
                        ? 0
                        : throw new LogContentException(
                            $"{place(i)} has a loss of {loss:G6} nats: a cross-entropy is never negative."
                        );
            }
        }
    }
}
