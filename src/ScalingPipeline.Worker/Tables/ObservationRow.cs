using ScalingPipeline.Laws.Catalogue;

namespace ScalingPipeline.Worker.Tables;

/// <summary>One row of a table; quantities whose column is missing are NaN.</summary>
/// <param name="Line">Where the row stands in the file, 1-based.</param>
/// <param name="Run">The run it belongs to; null where no column says so.</param>
/// <param name="Parameters">N.</param>
/// <param name="Tokens">D; C / (6 N) when only N and C are given.</param>
/// <param name="Compute">C in FLOP; 6 N D when only N and D are given.</param>
/// <param name="Loss">Nats per token; NaN where the file has no losses.</param>
public sealed record ObservationRow(
    int Line,
    string? Run,
    double Parameters,
    double Tokens,
    double Compute,
    double Loss
)
{
    /// <summary>How it is called: by its run, or by its line.</summary>
    public string Name => Run ?? $"row {Line}";

    /// <summary>U: tokens of unique data.</summary>
    public double UniqueTokens { get; init; } = double.NaN;

    /// <summary>S: steps, or S_min for Kaplan's law.</summary>
    public double Steps { get; init; } = double.NaN;

    /// <summary>t: position in the context, from 1.</summary>
    public double Position { get; init; } = double.NaN;

    /// <summary>The family it belongs to; empty where families are not compared.</summary>
    public string Family { get; init; } = "";

    /// <summary>A quantity by its name; NaN when it is missing.</summary>
    public double this[TableVariable variable] =>
        variable switch
        {
            TableVariable.Parameters => Parameters,
            TableVariable.Tokens => Tokens,
            TableVariable.Compute => Compute,
            TableVariable.TokensPerParameter => Tokens / Parameters,
            TableVariable.UniqueTokens => UniqueTokens,
            TableVariable.Steps => Steps,
            TableVariable.Position => Position,
            _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, null),
        };
}
