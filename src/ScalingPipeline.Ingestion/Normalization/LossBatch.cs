using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Makes batches of logged losses nats per token. Losses that are so already are handed on where they lie.</summary>
/// <typeparam name="T"><c>float</c> where losses are logged as such and in nats, else <c>double</c>.</typeparam>
internal sealed class LossBatch<T>(LossNormalizer normalizer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double[] _mended = [];
    private float[] _singles = [];

    /// <summary>The first loss of the last batch that is negative, and so no cross-entropy.</summary>
    public (int Index, double Loss)? Negative { get; private set; }

    /// <param name="logged">Losses of the declared unit.</param>
    /// <param name="isNull">Which are missing; empty when none is.</param>
    /// <returns>Nats, NaN where there is no finite number; valid until the next batch, meaningless when one is <see cref="Negative"/>.</returns>
    public ReadOnlySpan<T> Normalize(ReadOnlySpan<T> logged, ReadOnlySpan<bool> isNull)
    {
        Negative = null;
        if (normalizer.IsIdentity && isNull.IsEmpty && AreSound(logged))
        {
            return logged;
        }

        if (_mended.Length < logged.Length)
        {
            _mended = new double[logged.Length];
        }

        var mended = _mended.AsSpan(0, logged.Length);
        for (var i = 0; i < logged.Length; i++)
        {
            mended[i] = double.CreateTruncating(logged[i]);
        }

        var negative = normalizer.Normalize(mended, isNull);
        if (negative >= 0)
        {
            Negative = (negative, mended[negative]);
        }

        return AsLogged(mended);
    }

    private ReadOnlySpan<T> AsLogged(Span<double> mended)
    {
        if (typeof(T) == typeof(double))
        {
            return MemoryMarshal.Cast<double, T>(mended);
        }

        if (_singles.Length < mended.Length)
        {
            _singles = new float[mended.Length];
        }

        SinglePrecision.Narrow<double>(mended, _singles);
        return MemoryMarshal.Cast<float, T>(_singles.AsSpan(0, mended.Length));
    }

    /// <summary>Whether all are finite, not too large, and without a sign.</summary>
    private static bool AreSound(ReadOnlySpan<T> losses) =>
        typeof(T) == typeof(float)
            ? AreBelow(
                MemoryMarshal.Cast<T, uint>(losses),
                BitConverter.SingleToUInt32Bits((float)LossNormalizer.Largest)
            )
            : AreBelow(
                MemoryMarshal.Cast<T, ulong>(losses),
                BitConverter.DoubleToUInt64Bits(LossNormalizer.Largest)
            );

    // Read as unsigned numbers, infinities, NaN and all that has a sign lie above what is finite.
    private static bool AreBelow<TBits>(ReadOnlySpan<TBits> losses, TBits limit)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var vectors = MemoryMarshal.Cast<TBits, Vector256<TBits>>(losses);
        var largest = Vector256<TBits>.Zero;
        foreach (var vector in vectors)
        {
            largest = Vector256.Max(largest, vector);
        }

        if (Vector256.GreaterThanOrEqualAny(largest, Vector256.Create(limit)))
        {
            return false;
        }

        foreach (var loss in losses[(vectors.Length * Vector256<TBits>.Count)..])
        {
            if (loss >= limit)
            {
                return false;
            }
        }

        return true;
    }
}
