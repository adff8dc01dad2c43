using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Snappy's raw block format, written by greedy matching of four bytes within blocks of 64 KiB.</summary>
internal static unsafe class SnappyEncoder
{
    private const int BlockSize = 1 << 16;
    private const int TableBits = 14;

    // A match is looked for only where four bytes can be read and a margin is left for literals.
    private const int Margin = 15;

    public static int Bound(int length) => checked(32 + length + length / 6);

    public static int Encode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var table = ArrayPool<ushort>.Shared.Rent(1 << TableBits);
        try
        {
            fixed (
                byte* source = input,
                    target = output
            )
            fixed (ushort* slots = table)
            {
                var at = WriteLength((uint)input.Length, target);
                for (var start = 0; start < input.Length; start += BlockSize)
                {
                    var length = Math.Min(BlockSize, input.Length - start);
                    new Span<ushort>(slots, 1 << TableBits).Clear();
                    at = EncodeBlock(source + start, length, at, slots);
                }

                return (int)(at - target);
            }
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(table);
        }
    }

    private static byte* EncodeBlock(byte* block, int length, byte* output, ushort* table)
    {
        var next = block;
        var end = block + length;
        if (length > Margin)
        {
            var limit = end - Margin;
            var position = block + 1;
            var misses = 32;
            while (position < limit)
            {
                var word = Unsafe.ReadUnaligned<uint>(position);
                ref var slot = ref table[(word * 0x1E35A7BDu) >> (32 - TableBits)];
                var candidate = block + slot;
                slot = (ushort)(position - block);
                if (Unsafe.ReadUnaligned<uint>(candidate) != word)
                {
                    // The longer nothing matches, the larger the steps.
                    position += misses++ >> 5;
                    continue;
                }

                output = WriteLiteral(next, (int)(position - next), output);
                var matched = 4 + MatchLength(candidate + 4, position + 4, end);
                output = WriteCopy((int)(position - candidate), matched, output);
                position += matched;
                next = position;
                misses = 32;
            }
        }

        return next < end ? WriteLiteral(next, (int)(end - next), output) : output;
    }

    private static int MatchLength(byte* candidate, byte* position, byte* end)
    {
        var start = position;
        while (end - position >= 8)
        {
            var difference =
                Unsafe.ReadUnaligned<ulong>(candidate) ^ Unsafe.ReadUnaligned<ulong>(position);
            if (difference != 0)
            {
                return (int)(position - start) + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            candidate += 8;
            position += 8;
        }

        while (position < end && *candidate == *position)
        {
            candidate++;
            position++;
        }

        return (int)(position - start);
    }

    private static byte* WriteLiteral(byte* source, int length, byte* output)
    {
        if (length == 0)
        {
            return output;
        }

        var n = length - 1;
        if (n < 60)
        {
            *output++ = (byte)(n << 2);
        }
        else if (n < 256)
        {
            *output++ = 60 << 2;
            *output++ = (byte)n;
        }
        else
        {
            *output++ = 61 << 2;
            *output++ = (byte)n;
            *output++ = (byte)(n >> 8);
        }

        Buffer.MemoryCopy(source, output, length, length);
        return output + length;
    }

    private static byte* WriteCopy(int offset, int length, byte* output)
    {
        // Leave at least four bytes for the last copy: only those of 4 to 11 have the short form.
        while (length >= 68)
        {
            output = WriteLongCopy(offset, 64, output);
            length -= 64;
        }

        if (length > 64)
        {
            output = WriteLongCopy(offset, 60, output);
            length -= 60;
        }

        if (length >= 12 || offset >= 2048)
        {
            return WriteLongCopy(offset, length, output);
        }

        *output++ = (byte)(1 | ((length - 4) << 2) | ((offset >> 8) << 5));
        *output++ = (byte)offset;
        return output;
    }

    private static byte* WriteLongCopy(int offset, int length, byte* output)
    {
        *output++ = (byte)(2 | ((length - 1) << 2));
        *output++ = (byte)offset;
        *output++ = (byte)(offset >> 8);
        return output;
    }

    private static byte* WriteLength(uint length, byte* output)
    {
        while (length >= 0x80)
        {
            *output++ = (byte)(length | 0x80);
            length >>= 7;
        }

        *output++ = (byte)length;
        return output;
    }
}
