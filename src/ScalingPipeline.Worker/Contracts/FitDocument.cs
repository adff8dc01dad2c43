using System.Diagnostics.CodeAnalysis;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>A fit to a table as <c>fit --json</c> prints it: an element of <c>laws</c> with what the law says of every row.</summary>
public sealed record FitDocument : LawDocument
{
    [SetsRequiredMembers]
    private FitDocument(LawRecord law)
        : base(From(law, next: null))
    {
        Predictions = law.Observations;
    }

    /// <summary>Ordered by run, then x.</summary>
    public IReadOnlyList<LawPoint> Predictions { get; }

    public static FitDocument Of(LawRecord law) => new(law);
}
