using System.Numerics;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Writes the mix of run-length and bit-packed runs: eight or more equal values make a run of their own.</summary>
internal static class HybridEncoder
{
    private const int GroupSize = 8;

    public static void Write<T>(ReadOnlySpan<T> values, int width, PooledBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var packedFrom = 0;
        var position = 0;
        while (position < values.Length)
        {
            var rest = values[position..];
            var run = rest.IndexOfAnyExcept(rest[0]);
            run = run < 0 ? rest.Length : run;
            if (run < GroupSize)
            {
                position = Math.Min(position + GroupSize, values.Length);
                continue;
            }

            WritePacked(values[packedFrom..position], width, output);
            WriteRun(ulong.CreateTruncating(rest[0]), run, width, output);
            position += run;
            packedFrom = position;
        }

        WritePacked(values[packedFrom..], width, output);
    }

    public static void WriteRun(ulong value, int count, int width, PooledBuffer output)
    {
        output.WriteVarint((ulong)count << 1);
        for (var bit = 0; bit < width; bit += 8)
        {
            output.WriteByte((byte)(value >> bit));
        }
    }

    private static void WritePacked<T>(ReadOnlySpan<T> values, int width, PooledBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (values.Length == 0)
        {
            return;
        }

        var groups = (values.Length + GroupSize - 1) / GroupSize;
        output.WriteVarint(((ulong)groups << 1) | 1);
        var bytes = groups * width;
        BitPacking.Pack(values, width, output.Space(bytes)[..bytes]);
        output.Advance(bytes);
    }
}
