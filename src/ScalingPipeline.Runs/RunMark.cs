namespace ScalingPipeline.Runs;

/// <summary>What a person who knows says of a run.</summary>
public enum RunVerdict
{
    /// <summary>Off its trend or not, nothing is wrong with it: it raises no alert that rests on its losses.</summary>
    Healthy,

    /// <summary>It is no reference, enters no law, and raises no alert that rests on a comparison.</summary>
    Faulty,
}

/// <summary>A verdict with who gave it, when and why.</summary>
public sealed record RunMark
{
    public required string Domain { get; init; }

    public required string Run { get; init; }

    public required RunVerdict Verdict { get; init; }

    public required string Author { get; init; }

    public required string Comment { get; init; }

    public required DateTimeOffset At { get; init; }
}
