using System.Text.Json.Serialization;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>What a definition makes of the columns of one file, as its footer has them now.</summary>
/// <remarks>It is shown to other programs as JSON: fields are only ever added.</remarks>
internal sealed record ColumnStory
{
    private const int MostNames = 20;

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>Columns that the definition names and the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The columns that nothing reads.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Why the file would be refused for its columns, a type that is never cast for instance; null when it would not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why its columns could not be looked at; null when they could.</summary>
    public string? Unreadable { get; init; }

    /// <summary>All that in words.</summary>
    [JsonIgnore]
    public string Sentence =>
        Unreadable is not null
            ? $"could not be looked at: {Unreadable}"
            : $"{Listed(Read, "is read", "are read")}; {Listed(Unread, "is not read", "are not read")}{(Missing.Count == 0 ? "" : $"; not there: {Named(Missing)}")}{(Refusal is null ? "." : $". It would be refused: {Refusal}")}";

    /// <summary>Null for a declaration, which has no columns.</summary>
    public static async Task<ColumnStory?> OfAsync(
        IBlobSource source,
        BlobItem blob,
        BlobMatch match,
        CancellationToken cancellationToken
    )
    {
        if (match is MetadataMatch)
        {
            return null;
        }

        try
        {
            using var file = ParquetFile.Open(
                await source.OpenAsync(blob, cancellationToken),
                blob.Identity.Name
            );
            var use = ColumnUse.Of(file, match);
            return new ColumnStory
            {
                Read = use.Read,
                Missing = use.Missing,
                Unread = use.Unread,
                Refusal = use.Refusal,
            };
        }
        catch (Exception fault)
            when (fault
                    is ParquetException
                        or IOException
                        or BlobChangedException
                        or StorageUnavailableException
            )
        {
            return new ColumnStory { Unreadable = fault.Message };
        }
    }

    private static string Listed(IReadOnlyList<string> names, string one, string many) =>
        names.Count switch
        {
            0 => $"none {one}",
            1 => $"1 {one} ({names[0]})",
            var count => $"{count:#,0} {many} ({Named(names)})",
        };

    private static string Named(IReadOnlyList<string> names) =>
        names.Count <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames:#,0} more";
}
