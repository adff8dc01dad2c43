using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Unpacks integers of 0 to 32 bits, least significant bit first, in groups of eight (Parquet encodings, "RLE / Bit-Packing Hybrid").</summary>
internal static class BitUnpacking
{
    // Eight values start at most 7 bits into a byte: up to this width each fits the 32 bits loaded for it.
    private const int WidestVector = 25;

    private static readonly Vector256<byte>[] Shuffles = new Vector256<byte>[WidestVector + 1];
    private static readonly Vector256<uint>[] Shifts = new Vector256<uint>[WidestVector + 1];

    static BitUnpacking()
    {
        Span<byte> shuffle = stackalloc byte[32];
        Span<uint> shift = stackalloc uint[8];
        for (var width = 0; width <= WidestVector; width++)
        {
            for (var value = 0; value < 8; value++)
            {
                var bit = value * width - (value < 4 ? 0 : 8 * (width >> 1));
                shift[value] = (uint)bit & 7;
                for (var b = 0; b < 4; b++)
                {
                    shuffle[4 * value + b] = (byte)((bit >> 3) + b);
                }
            }

            Shuffles[width] = Vector256.Create<byte>(shuffle);
            Shifts[width] = Vector256.Create<uint>(shift);
        }
    }

    /// <summary>
    /// Unpacks <c>output.Length / 8</c> groups of <paramref name="width"/> bytes each, starting at <paramref name="start"/>.
    /// The groups lie within <paramref name="buffer"/>; bytes behind them are looked at, never used.
    /// </summary>
    /// <returns>The largest value, a negative one counting as very large.</returns>
    public static uint Unpack(byte[] buffer, int start, int width, Span<int> output)
    {
        if (width == 0)
        {
            output.Clear();
            return 0;
        }

        var largest = Vector256<uint>.Zero;
        var group = 0;
        var groups = output.Length / 8;
        var reach = (width >> 1) + 16;
        if (Avx2.IsSupported && width <= WidestVector && buffer.Length - start >= reach)
        {
            group = Math.Min(groups, (buffer.Length - start - reach) / width + 1);
            largest = UnpackVectors(
                ref buffer[start],
                width,
                ref MemoryMarshal.GetReference(output),
                group
            );
            start += group * width;
        }

        for (; group < groups; group++)
        {
            var unpacked = output.Slice(8 * group, 8);
            UnpackGroup(buffer.AsSpan(start, width), width, unpacked);
            largest = Vector256.Max(largest, Vector256.Create<int>(unpacked).AsUInt32());
            start += width;
        }

        return Largest(largest);
    }

    /// <summary>Unpacks groups of which each may be read as two times 16 bytes, the second from the middle of the group on.</summary>
    private static Vector256<uint> UnpackVectors(
        ref byte source,
        int width,
        ref int target,
        int groups
    )
    {
        var shuffle = Shuffles[width];
        var shift = Shifts[width];
        var mask = Vector256.Create((1u << width) - 1);
        var largest = Vector256<uint>.Zero;
        var (step, middle) = ((nuint)width, (nuint)(width >> 1));
        var end = (nuint)groups * 8;
        for (nuint to = 0, from = 0; to < end; to += 8, from += step)
        {
            var low = Vector128.LoadUnsafe(ref source, from);
            var high = Vector128.LoadUnsafe(ref source, from + middle);
            var lanes = Avx2.Shuffle(Vector256.Create(low, high), shuffle).AsUInt32();
            var values = Avx2.ShiftRightLogicalVariable(lanes, shift) & mask;
            largest = Avx2.Max(largest, values);
            values.AsInt32().StoreUnsafe(ref target, to);
        }

        return largest;
    }

    private static uint Largest(Vector256<uint> values)
    {
        var pairs = Vector128.Max(values.GetLower(), values.GetUpper());
        return Math.Max(Math.Max(pairs[0], pairs[1]), Math.Max(pairs[2], pairs[3]));
    }

    private static void UnpackGroup(ReadOnlySpan<byte> packed, int width, Span<int> output)
    {
        Span<byte> padded = stackalloc byte[40];
        padded.Clear();
        packed.CopyTo(padded);
        var mask = (1UL << width) - 1;
        for (var i = 0; i < 8; i++)
        {
            var bit = i * width;
            var word = BinaryPrimitives.ReadUInt64LittleEndian(padded[(bit >> 3)..]);
            output[i] = (int)((word >> (bit & 7)) & mask);
        }
    }

    /// <summary>Unpacks one group of eight values of at most 8 bits, <paramref name="packed"/> holding its bytes, into eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong UnpackToBytes(ulong packed, int width)
    {
        var mask = ((1UL << width) - 1) * 0x0101010101010101UL;
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.ParallelBitDeposit(packed, mask);
        }

        var result = 0UL;
        for (var i = 0; i < 8; i++)
        {
            result |= ((packed >> (i * width)) & ((1UL << width) - 1)) << (8 * i);
        }

        return result;
    }

    /// <summary>Unpacks 32 values of 0 to 64 bits; <paramref name="packed"/> holds exactly their <c>4 * width</c> bytes.</summary>
    public static void Unpack32(ReadOnlySpan<byte> packed, int width, Span<long> output)
    {
        Span<byte> padded = stackalloc byte[256 + 16];
        packed.CopyTo(padded);
        padded.Slice(packed.Length, 16).Clear();
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        for (var i = 0; i < 32; i++)
        {
            var bit = i * width;
            var shift = bit & 7;
            var word = BinaryPrimitives.ReadUInt64LittleEndian(padded[(bit >> 3)..]) >> shift;
            if (shift + width > 64)
            {
                word |= (ulong)padded[(bit >> 3) + 8] << (64 - shift);
            }

            output[i] = (long)(word & mask);
        }
    }
}
