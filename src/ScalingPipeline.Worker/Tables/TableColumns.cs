namespace ScalingPipeline.Worker.Tables;

/// <summary>The names of the columns of a table of observations.</summary>
public sealed record TableColumns
{
    public string Parameters { get; init; } = "parameters";

    public string Tokens { get; init; } = "tokens";

    /// <summary>Training compute in FLOP.</summary>
    public string Compute { get; init; } = "compute";

    /// <summary>Tokens of unique data, for the data-constrained law.</summary>
    public string UniqueTokens { get; init; } = "unique_tokens";

    public string Steps { get; init; } = "steps";

    /// <summary>Position in the context, from 1.</summary>
    public string Position { get; init; } = "position";

    public string Loss { get; init; } = "loss";

    /// <summary>Rows of one run are kept together by the bootstrap; without this column every row is a run of its own.</summary>
    public string Run { get; init; } = "run";

    /// <summary>The column whose values tell families apart; null when none are compared.</summary>
    public string? Family { get; init; }
}
