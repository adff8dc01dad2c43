using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>
/// Do runs that came later obey the law of those before? The predictive test of Chow 1960 on ln loss: how much worse one law fits all of them than the earlier runs alone, against the scatter
/// of these. A run h decades beyond their compute may lie (1 + h) times farther off.
/// </summary>
public static class EntryTest
{
    /// <summary>Healthy runs of one recipe differ by this much for good (ln loss): a family that scatters less so far has been lucky.</summary>
    public const double LeastScatter = 0.005;

    private const int LeastFreedom = 3;

    /// <summary>The probability of so bad a fit when all obey one law; NaN without later runs, or with too few earlier ones to know their scatter.</summary>
    /// <param name="earlier">The earlier observations, unweighted.</param>
    /// <param name="later">The later ones, of the same variables, unweighted.</param>
    public static double PValue(Observations earlier, Observations later)
    {
        (earlier, later) = (earlier.WithoutCopies(), later.WithoutCopies());
        var (before, _, _) = AdditiveFit.Run(earlier, FitOptions.LeastSquares);
        var parameters = new AdditiveForm(HasFloor: true, earlier.HasTwoVariables).ParameterCount;
        var freedom = earlier.Count - parameters;
        if (later.Count == 0 || before.Centred is null || freedom < LeastFreedom)
        {
            return double.NaN;
        }

        var (all, weights) = Together(earlier, later);
        var (after, _, _) = AdditiveFit.Run(all, FitOptions.LeastSquares);
        var scatter = SumOfSquares(before, _ => 1);
        var excess = SumOfSquares(after, row => weights[row]) - scatter;
        var variance = Math.Max(scatter / freedom, LeastScatter * LeastScatter);
        return Distributions.FisherTail(
            later.Count,
            freedom,
            Math.Max(0, excess) / (later.Count * variance)
        );
    }

    private static (Observations All, double[] Weights) Together(
        Observations earlier,
        Observations later
    )
    {
        var largest = Enumerable.Range(0, earlier.X.Length).Max(earlier.Compute);
        var rows = Rows(earlier, _ => 1)
            .Concat(
                Rows(
                    later,
                    slot =>
                    {
                        var decades = Math.Max(
                            0,
                            Elementary.Log(later.Compute(slot) / largest) / Elementary.Log(10)
                        );
                        return 1 / ((1 + decades) * (1 + decades));
                    }
                )
            )
            .ToArray();
        double[] x = [.. rows.Select(r => r.X)];
        double[] loss = [.. rows.Select(r => r.Loss)];
        double[] weights = [.. rows.Select(r => r.Weight)];
        return (
            earlier.HasTwoVariables
                ? Observations.OfParametersAndTokens(x, [.. rows.Select(r => r.Y)], loss, weights)
                : Observations.OfOne(earlier.Variables[0], x, loss, weights),
            weights
        );
    }

    private static IEnumerable<(double X, double Y, double Loss, double Weight)> Rows(
        Observations data,
        Func<int, double> weight
    ) =>
        data.SlotOfRow.Select(slot =>
            (
                data.X[slot],
                data.SecondX?[slot] ?? double.NaN,
                Elementary.Exp(data.LogLoss[slot]),
                weight(slot)
            )
        );

    private static double SumOfSquares(Fit fit, Func<int, double> weight) =>
        fit.Residuals.Select((r, row) => weight(row) * r * r).Sum();
}
