using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>How to spend compute: N_opt(C) and D_opt(C), by one of the three approaches of Hoffmann et al. 2022, section 3.</summary>
/// <param name="OptimalSize">N_opt = (C/C0)^a.</param>
/// <param name="OptimalTokens">D_opt = (C/C0)^b.</param>
/// <param name="Points">The optimal pairs that the lines were drawn through, in order of compute; empty for the parametric approach.</param>
/// <param name="Excluded">What was left out, one sentence each.</param>
public sealed record ComputeOptimum(
    FittedLaw<PowerRelation> OptimalSize,
    FittedLaw<PowerRelation> OptimalTokens,
    IReadOnlyList<OptimalPair> Points,
    IReadOnlyList<string> Excluded
)
{
    /// <summary>Draws both lines through optimal pairs.</summary>
    /// <param name="points">The pairs, in order of compute.</param>
    /// <param name="excluded">What was left out before.</param>
    /// <param name="what">What the pairs are, for the answer that there are too few.</param>
    internal static ComputeOptimum Through(
        IReadOnlyList<OptimalPair> points,
        IReadOnlyList<string> excluded,
        string what
    )
    {
        double[] compute = [.. points.Select(p => p.Compute)];
        return new ComputeOptimum(
            PowerRelationFit.Fit(compute, [.. points.Select(p => p.Parameters)], "N_opt(C)", what),
            PowerRelationFit.Fit(compute, [.. points.Select(p => p.Tokens)], "D_opt(C)", what),
            points,
            excluded
        );
    }
}

/// <summary>The best model for a compute budget.</summary>
/// <param name="Compute">C in FLOP.</param>
/// <param name="Parameters">N_opt.</param>
/// <param name="Tokens">D_opt.</param>
/// <param name="Loss">Its loss in nats.</param>
public readonly record struct OptimalPair(
    double Compute,
    double Parameters,
    double Tokens,
    double Loss
);
