namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Small good files, from which the bad ones are made: every type, encoding, codec and shape that is written.</summary>
internal static class Seeds
{
    private const int Rows = 24;

    /// <param name="folder">Files of other writers, of which the small ones are taken as well; null: none.</param>
    public static IReadOnlyList<byte[]> All(string? folder)
    {
        var seeds = new List<byte[]>();
        foreach (
            var codec in (CompressionCodec[])
                [
                    CompressionCodec.None,
                    CompressionCodec.Snappy,
                    CompressionCodec.Zstd,
                    CompressionCodec.Gzip,
                ]
        )
        {
            seeds.Add(Numbers(codec));
            seeds.Add(Bytes(codec));
            seeds.Add(Lists(codec));
            seeds.Add(Meanings(codec));
        }

        if (folder is not null)
        {
            seeds.AddRange(
                Directory
                    .EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories)
                    .Where(path => new FileInfo(path).Length is > 12 and < 6000)
                    .Where(path => !path.Contains("large_string", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllBytes)
            );
        }

        return seeds;
    }

    private static byte[] Numbers(CompressionCodec codec) =>
        Write(
            codec,
            [
                OutputColumn.Int32("dictionary", true, OutputEncoding.Dictionary),
                OutputColumn.Int64("delta", true, OutputEncoding.DeltaBinaryPacked),
                OutputColumn.Float("split", true, OutputEncoding.ByteStreamSplit),
                OutputColumn.Double("plain", true, OutputEncoding.Plain),
                OutputColumn.Boolean("flag", true),
            ],
            writer =>
            {
                var isNull = Each(i => i % 5 == 2);
                writer.Write<int>(Each(i => i % 4), isNull);
                writer.Write<long>(Each(i => i * 1_000_000_007L), isNull);
                writer.Write<float>(Each(i => i / 3f), isNull);
                writer.Write<double>(Each(i => i / 7d), isNull);
                writer.Write<bool>(Each(i => i % 3 == 0), isNull);
            }
        );

    private static byte[] Bytes(CompressionCodec codec) =>
        Write(
            codec,
            [
                OutputColumn.Text("dictionary", true),
                OutputColumn.Text("lengths", true, OutputEncoding.DeltaLengthByteArray),
                OutputColumn.Text("prefixes", true, OutputEncoding.DeltaByteArray),
                OutputColumn.FixedBinary("fixed", 3, false, OutputEncoding.Dictionary),
                OutputColumn.Decimal("decimal", 28, 2),
            ],
            writer =>
            {
                var isNull = Each(i => i % 7 == 1);
                for (var column = 0; column < 3; column++)
                {
                    writer.Write<string>(Each(i => $"text {i % 5}"), isNull);
                }

                writer.Write<byte[]>(Each(i => new byte[] { 1, 2, (byte)(i % 3) }));
                writer.Write<decimal>(Each(i => i * 1.25m));
            }
        );

    private static byte[] Meanings(CompressionCodec codec) =>
        Write(
            codec,
            [
                OutputColumn.UInt32("counter", false, OutputEncoding.Dictionary),
                OutputColumn.UInt64("wide", true, OutputEncoding.Dictionary),
                OutputColumn.Float16("half", true, OutputEncoding.Dictionary),
                OutputColumn.Uuid("id"),
                OutputColumn.Timestamp("time", TimeResolution.Microseconds, isUtc: true),
                OutputColumn.Int96("old"),
            ],
            writer =>
            {
                var isNull = Each(i => i % 5 == 2);
                writer.Write<uint>(Each(i => (uint)(i % 8)));
                writer.Write<ulong>(Each(i => ulong.MaxValue - (ulong)(i % 8)), isNull);
                writer.Write<Half>(Each(i => (Half)(i % 5)), isNull);
                writer.Write<Guid>(Each(i => new Guid(i, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8)));
                writer.Write<long>(Each(i => i * 1_000_000L));
                writer.Write<byte[]>(Each(i => new byte[12]));
            }
        );

    private static byte[] Lists(CompressionCodec codec) =>
        Write(
            codec,
            [
                OutputColumn.FloatList("floats", nullable: true),
                OutputColumn.ListOf(OutputColumn.Text("texts")),
            ],
            writer =>
            {
                var lengths = Each(i => (i % 5) - 1);
                var elements = lengths.Sum(length => Math.Max(length, 0));
                writer.WriteLists<float>(
                    lengths,
                    [.. Enumerable.Range(0, elements).Select(i => i / 2f)],
                    [.. Enumerable.Range(0, elements).Select(i => i % 6 == 5)]
                );
                writer.WriteLists<string>(
                    Each(i => i % 3),
                    [.. Enumerable.Range(0, Each(i => i % 3).Sum()).Select(i => $"{i}")]
                );
            }
        );

    private static byte[] Write(
        CompressionCodec codec,
        OutputColumn[] columns,
        Action<ParquetWriter> write
    )
    {
        using var stream = new MemoryStream();
        // Without checksums, so that damage reaches the decoders.
        var options = new ParquetWriterOptions
        {
            Codec = codec,
            ValuesPerPage = 10,
            Checksums = false,
        };
        using var writer = new ParquetWriter(stream, columns, options);
        writer.BeginRowGroup(Rows);
        write(writer);
        writer.Finish();
        return stream.ToArray();
    }

    private static T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];
}
