using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>A row of the table <c>ledger</c>, as it is stored.</summary>
internal sealed class LedgerRow
{
    public const string Columns = """
        l.container AS Container, l.name AS Name, l.etag AS ETag, l.size AS Size, l.state AS State, l.reason AS Reason,
        l.domain AS Domain, l.run AS Run, l.definition_hash AS DefinitionHash, l.decoded_rows AS DecodedRows,
        l.attempts AS Attempts, l.first_seen AS FirstSeen, l.changed AS Changed
        """;

    public string Container { get; set; } = "";

    public string Name { get; set; } = "";

    public string ETag { get; set; } = "";

    public long Size { get; set; }

    public string State { get; set; } = "";

    public string? Reason { get; set; }

    public string? Domain { get; set; }

    public string? Run { get; set; }

    public string? DefinitionHash { get; set; }

    public long DecodedRows { get; set; }

    public int Attempts { get; set; }

    public string FirstSeen { get; set; } = "";

    public string Changed { get; set; } = "";

    public static LedgerRow From(LedgerEntry entry) =>
        new()
        {
            Container = entry.Blob.Container,
            Name = entry.Blob.Name,
            ETag = entry.Blob.ETag,
            Size = entry.Size,
            State = entry.State.ToString(),
            Reason = StoredText.Of(entry.Reason),
            Domain = entry.Domain,
            Run = entry.Run,
            DefinitionHash = entry.DefinitionHash,
            DecodedRows = entry.Rows,
            Attempts = entry.Attempts,
            FirstSeen = StoredText.Of(entry.FirstSeen),
            Changed = StoredText.Of(entry.Changed),
        };

    public LedgerEntry ToEntry() =>
        new()
        {
            Blob = new BlobIdentity(Container, Name, ETag),
            Size = Size,
            State = Enum.Parse<BlobState>(State),
            Reason = Reason,
            Domain = Domain,
            Run = Run,
            DefinitionHash = DefinitionHash,
            Rows = DecodedRows,
            Attempts = Attempts,
            FirstSeen = StoredText.Moment(FirstSeen),
            Changed = StoredText.Moment(Changed),
        };
}
