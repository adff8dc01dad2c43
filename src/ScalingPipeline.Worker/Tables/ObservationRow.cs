namespace ScalingPipeline.Worker.Tables;

/// <summary>One row of a table; quantities whose column is missing are NaN.</summary>
/// <param name="Line">Where the row stands in the file, 1-based.</param>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Parameters">N.</param>
/// <param name="Tokens">D; C / (6 N) when only N and C are given.</param>
/// <param name="Compute">C in FLOP; 6 N D when only N and D are given.</param>
/// <param name="Loss">Nats per token; NaN where the file has no losses.</param>
public sealed record ObservationRow(
    int Line,
    string Run,
    double Parameters,
    double Tokens,
    double Compute,
    double Loss
);
