namespace ScalingPipeline.Parquet;

/// <summary>How a file is written.</summary>
public sealed class ParquetWriterOptions
{
    private const int LargestPage = 1 << 24;

    /// <summary>None, Snappy (the default), Gzip or Zstd.</summary>
    public CompressionCodec Codec { get; init; } = CompressionCodec.Snappy;

    /// <summary>Effort of Zstd, 1 to 22; 3 by default.</summary>
    public int ZstdLevel { get; init; } = 3;

    /// <summary>Whether each page carries a CRC-32 of its bytes; true by default.</summary>
    public bool Checksums { get; init; } = true;

    /// <summary>Whether the place and bounds of each page are written behind the row groups, so that readers can pass over pages; true by default.</summary>
    public bool PageIndex { get; init; } = true;

    /// <summary>Values at which a page is closed (a list is never split); 65,536 by default.</summary>
    public int ValuesPerPage { get; init; } = 1 << 16;

    /// <summary>Key-value pairs of the footer, written in ordinal order of their keys; none by default.</summary>
    public IReadOnlyDictionary<string, string> KeyValueMetadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    internal static void Validate(ParquetWriterOptions options)
    {
        if (
            options.Codec
            is not (
                CompressionCodec.None
                or CompressionCodec.Snappy
                or CompressionCodec.Gzip
                or CompressionCodec.Zstd
            )
        )
        {
            throw new ArgumentException(
                $"Writing {options.Codec:G} is not supported.",
                nameof(options)
            );
        }

        if (options.ValuesPerPage is < 1 or > LargestPage || options.ZstdLevel is < 1 or > 22)
        {
            throw new ArgumentException(
                $"ValuesPerPage must be 1 to {LargestPage} and is {options.ValuesPerPage}; ZstdLevel must be 1 to 22 and is {options.ZstdLevel}.",
                nameof(options)
            );
        }
    }
}
