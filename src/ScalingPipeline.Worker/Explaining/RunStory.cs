using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>What is known of one run, what it entered, and why it is alerted or not.</summary>
/// <remarks>It is shown to other programs as JSON: fields are only ever added.</remarks>
internal sealed record RunStory
{
    public required string Domain { get; init; }

    public required string Run { get; init; }

    /// <summary>Null while the run has not declared itself.</summary>
    public string? Family { get; init; }

    /// <summary>N; null while the run has not declared itself.</summary>
    public long? Parameters { get; init; }

    /// <summary>The length of the schedule as declared.</summary>
    public long? TotalSteps { get; init; }

    /// <summary>The blob that declares it.</summary>
    public string? DeclaredBy { get; init; }

    /// <summary>Its blobs by state.</summary>
    public required IReadOnlyDictionary<BlobState, int> Files { get; init; }

    /// <summary>Its blobs that do not count, each with the ledger's sentence.</summary>
    public required IReadOnlyList<SetAsideFile> NotCounted { get; init; }

    /// <summary>Training steps that count.</summary>
    public required int TrainingSteps { get; init; }

    public long? LastStep { get; init; }

    /// <summary>Checkpoints that count, by evaluation set.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<long>> Checkpoints { get; init; }

    /// <summary>The laws of its family, with whether it entered them.</summary>
    public required IReadOnlyList<LawPart> Laws { get; init; }

    /// <summary>How it stands against its siblings; null before the first refit that saw it.</summary>
    public RunAssessment? Assessment { get; init; }

    /// <summary>Its alerts, resolved ones too.</summary>
    public required IReadOnlyList<AlertDocument> Alerts { get; init; }

    /// <summary>Signs that raised no alert of their own.</summary>
    public required IReadOnlyList<UntoldSign> Untold { get; init; }

    /// <summary>Why there is an alert, or none.</summary>
    public required string Verdict { get; init; }

    /// <summary>When the domain was last refitted.</summary>
    public DateTimeOffset? RefittedAt { get; init; }
}

/// <summary>A blob of the run that does not count.</summary>
internal sealed record SetAsideFile(string Name, BlobState State, string? Reason);

/// <summary>A law of the run's family.</summary>
/// <param name="Law">Its name.</param>
/// <param name="Fit"><c>reporting</c> or <c>forecast</c>.</param>
/// <param name="Condition">What it holds fixed.</param>
/// <param name="Status">Whether the data pin it down.</param>
/// <param name="Entered">Whether the run is among its points.</param>
/// <param name="Reason">Why not; null when it is.</param>
internal sealed record LawPart(
    string Law,
    string Fit,
    string? Condition,
    LawStatus Status,
    bool Entered,
    string? Reason
);

/// <summary>A deviation that raised no alert of its own.</summary>
/// <param name="Code">See <see cref="AlertCodes"/>.</param>
/// <param name="InhibitedBy">The alert of the same run that tells it better; null when it waits for a second sign.</param>
/// <param name="Message">What was found.</param>
internal sealed record UntoldSign(string Code, string? InhibitedBy, string Message);
