using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes values in the encodings that need no dictionary.</summary>
internal static class ValueEncoders
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static void Write<T>(
        ReadOnlySpan<T> values,
        PageEncoding encoding,
        bool hasLengths,
        PooledBuffer output
    )
    {
        switch (encoding)
        {
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(int):
                DeltaEncoder.Write(Reinterpret.As<T, int>(values), output);
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(long):
                DeltaEncoder.Write(Reinterpret.As<T, long>(values), output);
                break;
            case PageEncoding.DeltaLengthByteArray:
                DeltaByteEncoder.WriteLengths(Utf8Values.Of(values), output);
                break;
            case PageEncoding.DeltaByteArray:
                DeltaByteEncoder.WritePrefixes(Utf8Values.Of(values), output);
                break;
            case PageEncoding.ByteStreamSplit:
                WriteSplit(Reinterpret.AsBytes(values), Unsafe.SizeOf<T>(), output);
                break;
            default:
                WritePlain(values, hasLengths, output);
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

    /// <param name="hasLengths">Whether byte arrays may differ in length, so that each has its own before it.</param>
    public static void WritePlain<T>(ReadOnlySpan<T> values, bool hasLengths, PooledBuffer output)
    {
        if (typeof(T) == typeof(bool))
        {
            var bytes = (values.Length + 7) / 8;
            BitPacking.Pack(Reinterpret.AsBytes(values), 1, output.Space(bytes)[..bytes]);
            output.Advance(bytes);
        }
        else if (typeof(T) == typeof(string))
        {
            foreach (var value in Reinterpret.As<T, string>(values))
            {
                WriteText(value, output);
            }
        }
        else if (typeof(T) == typeof(byte[]))
        {
            foreach (var value in Reinterpret.As<T, byte[]>(values))
            {
                if (hasLengths)
                {
                    output.WriteUInt32((uint)value.Length);
                }

                output.Write(value);
            }
        }
        else
        {
            output.Write(Reinterpret.AsBytes(values));
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
        typeof(T) != typeof(bool)
        && !System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>();
}
