namespace ScalingPipeline.Parquet.Tests.Hostile;

/// <summary>Small files that use every encoding that is written.</summary>
internal static class SampleFiles
{
    public static byte[] Make(CompressionCodec codec, bool checksums = false)
    {
        const int rows = 40;
        var random = new Random(7);
        var numbers = Enumerable.Range(0, rows).Select(i => i % 5 == 0 ? (int?)null : i % 7);
        var longs = Enumerable.Range(0, rows).Select(i => (long)i * i * 1_000_003);
        var floats = Enumerable
            .Range(0, rows)
            .Select(i => i % 9 == 0 ? (float?)null : 1f / (i + 1));
        var lists = Enumerable
            .Range(0, rows)
            .Select(i =>
                (i % 6) switch
                {
                    0 => null,
                    1 => Array.Empty<float?>(),
                    _ => [.. Enumerable.Range(0, i % 6).Select(k => k == 2 ? null : (float?)k)],
                }
            );
        OutputColumn[] columns =
        [
            OutputColumn.Int32("dictionary", nullable: true),
            OutputColumn.Int64("delta", encoding: OutputEncoding.DeltaBinaryPacked),
            OutputColumn.Float("plain", nullable: true),
            OutputColumn.Double("split", encoding: OutputEncoding.ByteStreamSplit),
            OutputColumn.Boolean("flag", nullable: true),
            OutputColumn.Text("text", nullable: true),
            OutputColumn.FloatList("lists", nullable: true),
        ];
        var options = new ParquetWriterOptions
        {
            Codec = codec,
            Checksums = checksums,
            ValuesPerPage = 25,
        };
        return Columns.Bytes(
            columns,
            options,
            writer =>
            {
                writer.BeginRowGroup(rows);
                Columns.Write(writer, [.. numbers]);
                writer.Write<long>([.. longs]);
                Columns.Write(writer, [.. floats]);
                writer.Write<double>([
                    .. floats.Select(value => (double)value.GetValueOrDefault()),
                ]);
                Columns.Write(
                    writer,
                    [.. numbers.Select(n => n is null ? null : (bool?)(n % 2 == 0))]
                );
                writer.Write<string?>([.. numbers.Select(n => n is null ? null : $"text {n}")]);
                Columns.WriteLists(writer, [.. lists]);
            }
        );
    }
}
