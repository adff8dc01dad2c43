using System.Numerics;
using System.Runtime.CompilerServices;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Writes DELTA_BINARY_PACKED integers in blocks of 128 deltas, four miniblocks each.</summary>
internal static class DeltaEncoder
{
    private const int BlockSize = 128;
    private const int Miniblocks = 4;
    private const int MiniblockSize = BlockSize / Miniblocks;

    public static void Write<T>(ReadOnlySpan<T> values, PooledBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        output.WriteVarint(BlockSize);
        output.WriteVarint(Miniblocks);
        output.WriteVarint((uint)values.Length);
        output.WriteZigZag(values.Length > 0 ? long.CreateTruncating(values[0]) : 0);
        Span<long> deltas = stackalloc long[BlockSize];
        for (var start = 1; start < values.Length; start += BlockSize)
        {
            var count = Math.Min(BlockSize, values.Length - start);
            var smallest = long.MaxValue;
            for (var i = 0; i < count; i++)
            {
                // Wraps around in the width of the type, as the format asks.
                var delta = long.CreateTruncating(
                    unchecked(values[start + i] - values[start + i - 1])
                );
                deltas[i] = delta;
                smallest = Math.Min(smallest, delta);
            }

            WriteBlock<T>(deltas[..count], smallest, output);
        }
    }

    private static void WriteBlock<T>(Span<long> deltas, long smallest, PooledBuffer output)
    {
        Span<ulong> offsets = stackalloc ulong[BlockSize];
        offsets.Clear();
        for (var i = 0; i < deltas.Length; i++)
        {
            var offset = unchecked((ulong)(deltas[i] - smallest));
            offsets[i] = Unsafe.SizeOf<T>() == 4 ? (uint)offset : offset;
        }

        output.WriteZigZag(smallest);
        Span<int> widths = stackalloc int[Miniblocks];
        for (var m = 0; m < Miniblocks; m++)
        {
            var all = 0UL;
            foreach (var offset in offsets.Slice(m * MiniblockSize, MiniblockSize))
            {
                all |= offset;
            }

            widths[m] = 64 - BitOperations.LeadingZeroCount(all);
            output.WriteByte((byte)widths[m]);
        }

        for (var m = 0; m * MiniblockSize < deltas.Length; m++)
        {
            var bytes = widths[m] * MiniblockSize / 8;
            BitPacking.Pack<ulong>(
                offsets.Slice(m * MiniblockSize, MiniblockSize),
                widths[m],
                output.Space(bytes)[..bytes]
            );
            output.Advance(bytes);
        }
    }
}
