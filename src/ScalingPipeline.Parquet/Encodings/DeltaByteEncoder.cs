using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Writes DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY.</summary>
internal static class DeltaByteEncoder
{
    public static void WriteLengths(ReadOnlySpan<byte[]> values, PooledBuffer output)
    {
        var lengths = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            lengths[i] = values[i].Length;
        }

        DeltaEncoder.Write<int>(lengths, output);
        foreach (var value in values)
        {
            output.Write(value);
        }
    }

    public static void WritePrefixes(ReadOnlySpan<byte[]> values, PooledBuffer output)
    {
        var prefixes = new int[values.Length];
        var suffixes = new int[values.Length];
        byte[] before = [];
        for (var i = 0; i < values.Length; i++)
        {
            prefixes[i] = before.AsSpan().CommonPrefixLength(values[i]);
            suffixes[i] = values[i].Length - prefixes[i];
            before = values[i];
        }

        DeltaEncoder.Write<int>(prefixes, output);
        DeltaEncoder.Write<int>(suffixes, output);
        for (var i = 0; i < values.Length; i++)
        {
            output.Write(values[i].AsSpan(prefixes[i]));
        }
    }
}
