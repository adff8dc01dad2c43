namespace ScalingPipeline.Laws.Fitting;

/// <summary>How far the parameters of a fit may be believed.</summary>
public enum Identification
{
    /// <summary>The data pin every parameter down.</summary>
    Identified,

    /// <summary>A good fit to few points: show it with its label.</summary>
    Provisional,

    /// <summary>At least one parameter is not determined by the data; estimates are carried for the record only.</summary>
    NotIdentified,

    /// <summary>The points do not follow this law.</summary>
    PoorFit,

    /// <summary>Fewer distinct points than the law has parameters, plus one: no estimates.</summary>
    TooFewPoints,
}

/// <summary>An answer to "may this law be used?", with the sentence that a person reads.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Reason">One sentence; says what was found also when the answer is yes.</param>
public sealed record FitStatus(Identification Kind, string Reason)
{
    /// <summary>Whether predictions from the law may be shown, provisional ones included.</summary>
    public bool IsUsable => Kind is Identification.Identified or Identification.Provisional;
}
