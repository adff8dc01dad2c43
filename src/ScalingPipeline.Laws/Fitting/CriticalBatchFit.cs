using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits the trade-off of steps against tokens at one loss, and <see cref="CriticalBatch"/> over several.</summary>
public static class CriticalBatchFit
{
    private const int LeastBatches = 3;
    private const int Exponent = 2;

    /// <summary>
    /// S_min and E_min from runs of different batch size that reached the same loss: S = S_min + E_min/B, least squares of ln S (Kaplan et al. 2020, arXiv 2001.08361, eq. 5.1 and 5.2). Null when
    /// fewer than three batch sizes are given, or their range shows only one of the two limits.
    /// </summary>
    /// <param name="batches">Tokens in each batch.</param>
    /// <param name="steps">Steps to the loss.</param>
    public static BatchTradeOff? TradeOff(
        IReadOnlyList<double> batches,
        IReadOnlyList<double> steps
    )
    {
        if (batches.Distinct().Count() < LeastBatches)
        {
            return null;
        }

        // S_min + E_min/B is a power law with a floor and the exponent one.
        var data = LossTable.Of(
            ["B"],
            [
                [.. batches],
            ],
            steps
        );
        var form = new PowerForm(data);
        var problem = new FormProblem(
            form,
            data,
            LossFunction.LeastSquares,
            FitOptions.LeastSquares.MaxIterations
        );
        var solution = problem.Solve(new Hold(Exponent, 1));
        var law = form.LawOf(solution.Theta);
        var smallest = law.ReducibleLoss(batches.Max()) / law.LInf;
        return solution.Minimum.Exit.IsMinimum() && law.LInf > 0 && smallest < 1e6
            ? new BatchTradeOff(law.LInf, law.X0)
            : null;
    }

    /// <summary>B_star and alpha_B from critical batch sizes at several losses, by least squares of logs (Kaplan et al. 2020, eq. 5.3); null with too few.</summary>
    /// <param name="losses">Nats.</param>
    /// <param name="criticalBatches">Tokens.</param>
    public static CriticalBatch? Fit(
        ReadOnlySpan<double> losses,
        ReadOnlySpan<double> criticalBatches
    ) =>
        PowerRelationFit.Fit(losses, criticalBatches, "B_crit(L)", "losses").Law is { } relation
            ? new CriticalBatch(
                Elementary.Pow(relation.X0, -relation.Exponent),
                -1 / relation.Exponent
            )
            : null;
}
