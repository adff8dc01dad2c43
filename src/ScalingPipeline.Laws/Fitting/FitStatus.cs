namespace ScalingPipeline.Laws.Fitting;

/// <summary>How far the parameters of a fit may be believed.</summary>
public enum Identification
{
    /// <summary>The data pin every parameter down.</summary>
    Identified,

    /// <summary>A good fit to few points: show it with its label.</summary>
    Provisional,

    /// <summary>The exponents hold, the floor does not: a pure power law does as well. Near the data predictions hold all the same.</summary>
    FloorNotIdentified,

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
    /// <summary>How far beyond the data a law with an open floor may be followed, in decades of compute: further on the floor decides.</summary>
    public const double DecadesWithOpenFloor = 1;

    /// <summary>Whether the parameters may be shown as those of the law, provisional ones included.</summary>
    public bool IsUsable => Kind is Identification.Identified or Identification.Provisional;

    /// <summary>Whether a forecast this many decades beyond the data may be shown.</summary>
    public bool Forecasts(double decades) =>
        IsUsable || (Kind == Identification.FloorNotIdentified && decades <= DecadesWithOpenFloor);
}
