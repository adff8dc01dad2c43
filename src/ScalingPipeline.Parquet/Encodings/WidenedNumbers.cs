using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Reads a narrower stored type as a wider one, exactly.</summary>
internal sealed class WidenedNumbers<TStored, T>(ValueDecoder<TStored> stored) : ValueDecoder<T>
    where TStored : unmanaged, INumberBase<TStored>
    where T : unmanaged, INumberBase<T>
{
    private readonly TStored[] _batch = new TStored[512];

    public override void Begin(byte[] buffer, int offset, int length) =>
        stored.Begin(buffer, offset, length);

    public override void Read(Span<T> output)
    {
        while (output.Length > 0)
        {
            var batch = _batch.AsSpan(0, Math.Min(_batch.Length, output.Length));
            stored.Read(batch);
            Widen(batch, output);

            output = output[batch.Length..];
        }
    }

    private static void Widen(ReadOnlySpan<TStored> batch, Span<T> output)
    {
        var done = 0;
        if (typeof(TStored) == typeof(float) && typeof(T) == typeof(double))
        {
            done = WidenVectors(
                MemoryMarshal.Cast<TStored, float>(batch),
                MemoryMarshal.Cast<T, double>(output)
            );
        }
        else if (typeof(TStored) == typeof(int) && typeof(T) == typeof(long))
        {
            done = WidenVectors(
                MemoryMarshal.Cast<TStored, int>(batch),
                MemoryMarshal.Cast<T, long>(output)
            );
        }

        for (; done < batch.Length; done++)
        {
            output[done] = T.CreateTruncating(batch[done]);
        }
    }

    private static int WidenVectors(ReadOnlySpan<float> batch, Span<double> output)
    {
        var narrow = MemoryMarshal.Cast<float, Vector256<float>>(batch);
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(output);
        for (var i = 0; i < narrow.Length; i++)
        {
            (wide[2 * i], wide[(2 * i) + 1]) = Vector256.Widen(narrow[i]);
        }

        return narrow.Length * Vector256<float>.Count;
    }

    private static int WidenVectors(ReadOnlySpan<int> batch, Span<long> output)
    {
        var narrow = MemoryMarshal.Cast<int, Vector256<int>>(batch);
        var wide = MemoryMarshal.Cast<long, Vector256<long>>(output);
        for (var i = 0; i < narrow.Length; i++)
        {
            (wide[2 * i], wide[(2 * i) + 1]) = Vector256.Widen(narrow[i]);
        }

        return narrow.Length * Vector256<int>.Count;
    }
}
