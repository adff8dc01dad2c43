using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes values in the encodings that need no dictionary.</summary>
internal static class ValueEncoders
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static void Write<T>(ReadOnlySpan<T> values, PageEncoding encoding, PooledBuffer output)
    {
        switch (encoding)
        {
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(int):
                DeltaEncoder.Write(As<T, int>(values), output);
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(long):
                DeltaEncoder.Write(As<T, long>(values), output);
                break;
            case PageEncoding.ByteStreamSplit:
                WriteSplit(AsBytes(values), Unsafe.SizeOf<T>(), output);
                break;
            default:
                WritePlain(values, output);
                break;
        }
    }

    public static void WriteIndexes(
        ReadOnlySpan<int> indexes,
        int dictionarySize,
        PooledBuffer output
    )
    {
        var width = 32 - BitOperations.LeadingZeroCount((uint)Math.Max(dictionarySize - 1, 1));
        output.WriteByte((byte)width);
        HybridEncoder.Write(indexes, width, output);
    }

    public static void WritePlain<T>(ReadOnlySpan<T> values, PooledBuffer output)
    {
        if (typeof(T) == typeof(bool))
        {
            var bytes = (values.Length + 7) / 8;
            BitPacking.Pack(AsBytes(values), 1, output.Space(bytes)[..bytes]);
            output.Advance(bytes);
        }
        else if (typeof(T) == typeof(string))
        {
            foreach (var value in values)
            {
                WriteText((string)(object)value!, output);
            }
        }
        else
        {
            output.Write(AsBytes(values));
        }
    }

    private static void WriteText(string text, PooledBuffer output)
    {
        var space = output.Space(4 + StrictUtf8.GetMaxByteCount(text.Length));
        var length = StrictUtf8.GetBytes(text, space[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(space, length);
        output.Advance(4 + length);
    }

    private static void WriteSplit(ReadOnlySpan<byte> values, int width, PooledBuffer output)
    {
        var target = output.Space(values.Length)[..values.Length];
        var count = values.Length / width;
        for (var stream = 0; stream < width; stream++)
        {
            var bytes = target.Slice(stream * count, count);
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = values[i * width + stream];
            }
        }

        output.Advance(values.Length);
    }

    /// <summary>Whether PLAIN values of this type are what lies in memory.</summary>
    public static bool IsPlainMemory<T>() =>
        typeof(T) != typeof(bool) && typeof(T) != typeof(string);

    public static ReadOnlySpan<byte> AsBytes<T>(ReadOnlySpan<T> values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)),
            checked(values.Length * Unsafe.SizeOf<T>())
        );

    private static ReadOnlySpan<TTo> As<T, TTo>(ReadOnlySpan<T> values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<T, TTo>(ref MemoryMarshal.GetReference(values)),
            values.Length
        );
}
