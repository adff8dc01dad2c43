using System.Text.Json.Serialization;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>What became of one blob, and why.</summary>
/// <remarks>It is shown to other programs as JSON: fields are only ever added.</remarks>
internal sealed record BlobStory
{
    public required string Container { get; init; }

    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset Changed { get; init; }

    public required BlobState State { get; init; }

    /// <summary>The ledger's sentence; null when committed without remark.</summary>
    public string? Reason { get; init; }

    public required long Rows { get; init; }

    /// <summary>Times that reading it was begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>Whether what it holds is in the statistics now.</summary>
    public required bool Counts { get; init; }

    public string? Domain { get; init; }

    public string? Run { get; init; }

    /// <summary>Every pattern of the definitions in force that its name matches: one, unless it is foreign or definitions overlap.</summary>
    public required IReadOnlyList<MatchStory> Matches { get; init; }

    /// <summary>Which definition takes it and as what, or why none does.</summary>
    public required string Definition { get; init; }

    /// <summary>What it adds to its run, or why it adds nothing.</summary>
    public required string Contribution { get; init; }

    /// <summary>Its columns; null for a declaration, and where the container cannot be looked into from here.</summary>
    public ColumnStory? Columns { get; init; }

    public static BlobStory Of(LedgerEntry entry, DefinitionSet definitions)
    {
        var matches = definitions.Match(entry.Blob.Name).Select(MatchStory.Of).ToArray();
        var counts = entry.State == BlobState.Committed;
        return new BlobStory
        {
            Container = entry.Blob.Container,
            Name = entry.Blob.Name,
            Size = entry.Size,
            FirstSeen = entry.FirstSeen,
            Changed = entry.Changed,
            State = entry.State,
            Reason = entry.Reason,
            Rows = entry.Rows,
            Attempts = entry.Attempts,
            Counts = counts,
            Domain = entry.Domain,
            Run = entry.Run,
            Matches = matches,
            Definition = MatchStory.Sentence(entry.Blob.Name, matches, definitions),
            Contribution = ContributionOf(entry, matches),
        };
    }

    private static string ContributionOf(LedgerEntry entry, MatchStory[] matches) =>
        entry.State switch
        {
            BlobState.Committed =>
                $"It counts: {(matches is [var match] ? match.What : "what it was read as")} of run {entry.Run} in {entry.Domain}{(entry.Rows > 0 ? $", {entry.Rows:#,0} rows" : "")}.",
            BlobState.Superseded =>
                "It does not count: a newer version or a copy stands in its place, or it is gone.",
            BlobState.Quarantined => "It does not count: it is set aside.",
            BlobState.Foreign => "It does not count: no run is known from its name.",
            BlobState.InProgress => "It does not count yet: it is tried again with the next pass.",
            _ => "It does not count yet: it waits to be read.",
        };
}

/// <summary>A pattern that a name matches.</summary>
/// <param name="File">The definition.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="Pattern">As written.</param>
/// <param name="Kind"><c>declaration</c>, <c>training</c> or <c>evaluation</c>.</param>
/// <param name="Run">Captured.</param>
/// <param name="Step">Captured; null for all but evaluations.</param>
/// <param name="Set">The evaluation set; null for all but evaluations.</param>
/// <param name="Root">The leading folders before the part that is described.</param>
internal sealed record MatchStory(
    string File,
    string Domain,
    string Pattern,
    string Kind,
    string Run,
    long? Step,
    string? Set,
    string Root
)
{
    private const string Declaration = "declaration";

    /// <summary>Whether a blob of this name declares its run.</summary>
    [JsonIgnore]
    public bool IsDeclaration => string.Equals(Kind, Declaration, StringComparison.Ordinal);

    /// <summary>What a blob of this name is, in words.</summary>
    public string What =>
        Kind switch
        {
            Declaration => "the declaration",
            "training" => "a part of the training log",
            _ => $"the evaluation on {Set} at step {Step:#,0}",
        };

    public static MatchStory Of(BlobMatch match) =>
        match switch
        {
            TrainingMatch training => Of(match, training.Training.Path, "training", null, null),
            EvaluationMatch evaluation => Of(
                match,
                evaluation.Evaluation.Path,
                "evaluation",
                evaluation.Step,
                evaluation.Evaluation.Set
            ),
            _ => Of(match, match.Definition.Metadata, Declaration, null, null),
        };

    /// <summary>Which definition takes a name and as what, or why none does.</summary>
    public static string Sentence(
        string name,
        IReadOnlyList<MatchStory> matches,
        DefinitionSet definitions
    ) =>
        matches switch
        {
            [] when NearestPattern.To(name, definitions) is { } nearest =>
                $"No definition matches its name. {nearest}",
            [] => "There are no definitions.",
            [var one] => $"{one.File}: '{one.Pattern}' has it as {one.What} of run {one.Run}.",
            _ =>
                $"Several patterns match its name, so that none takes it: {string.Join(" and ", matches.Select(m => $"'{m.Pattern}' of {m.File}"))}; make them exclude each other.",
        };

    private static MatchStory Of(
        BlobMatch match,
        BlobPattern pattern,
        string kind,
        long? step,
        string? set
    ) =>
        new(
            match.Definition.File,
            match.Domain,
            pattern.Text,
            kind,
            match.Run,
            step,
            set,
            match.Root
        );
}
