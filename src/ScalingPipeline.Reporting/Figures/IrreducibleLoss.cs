using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>
/// The floor under the losses of a family's runs, from the first of L(N,D), which all its runs bear, L(C) and L(N) that the data pin down. L(N) holds at one number of tokens: its
/// floor is what no size gets below with those, and runs of another length have none.
/// </summary>
/// <param name="Law">Where it comes from.</param>
/// <param name="Loss">L_inf in nats per token.</param>
/// <param name="Tokens">The D it holds at; null when it holds at any.</param>
internal sealed record IrreducibleLoss(LawRecord Law, double Loss, double? Tokens)
{
    private static readonly string[] _laws = ["L(N,D)", "L(C)", "L(N)"];

    /// <summary>Null when the data pin none of the laws down.</summary>
    public static IrreducibleLoss? Of(FigureContext context, string family) =>
        _laws
            .SelectMany(context.Drawn)
            .Where(law =>
                LawWords.IsUsable(law)
                && string.Equals(law.Family, family, StringComparison.Ordinal)
            )
            .Select(law => Of(context, law))
            .FirstOrDefault(floor => floor is { Loss: > 0 });

    /// <summary>Whether a run of the family has this floor.</summary>
    public bool Holds(Run run) =>
        string.Equals(run.Metadata.Family, Law.Family, StringComparison.Ordinal)
        && (Tokens is null || run.Metadata.PlannedTokens == Tokens);

    /// <summary>The compute in FLOP of a fitted observation.</summary>
    public double Compute(LawPoint point) =>
        Tokens is { } tokens ? TrainingCompute.Flops(point.X, tokens)
        : double.IsNaN(point.Y) ? point.X
        : TrainingCompute.Flops(point.X, point.Y);

    /// <summary>The reducible loss over compute by the law: a straight line in logs.</summary>
    public IReadOnlyList<CurvePoint> Reducible()
    {
        if (double.IsNaN(Law.Observations[0].Y))
        {
            return
            [
                .. LawCurve
                    .Points(Law)
                    .Select(p => new CurvePoint(
                        Tokens is { } tokens ? TrainingCompute.Flops(p.X, tokens) : p.X,
                        p.Y - Loss
                    )),
            ];
        }

        var frontier = ParametricFrontier.Frontier(
            new ChinchillaLaw(
                Law.Parameters["E"],
                Law.Parameters["A"],
                Law.Parameters["B"],
                Law.Parameters["alpha"],
                Law.Parameters["beta"]
            )
        );
        var compute = Law.Observations.Select(Compute).ToList();
        return
        [
            .. new[] { compute.Min(), compute.Max() }.Select(c => new CurvePoint(
                c,
                frontier.ReducibleLoss(c)
            )),
        ];
    }

    /// <summary>In words: <c>L∞ = 1.69 ± 0.02 by L(C) of transformer</c>.</summary>
    public string Describe()
    {
        var name = Law.Parameters.ContainsKey("L_inf") ? "L_inf" : "E";
        var error = Law.StandardErrors.GetValueOrDefault(name, double.NaN);
        var where =
            Law.Condition is not null && Tokens is not null ? $" at {LawWords.Condition(Law)}" : "";
        return $"L∞ = {Formatting.WithError(Loss, error)} by {Law.Law} of {Law.Family}{where}, {Law.Fit} fit";
    }

    private static IrreducibleLoss? Of(FigureContext context, LawRecord law)
    {
        if (law.Observations.Count == 0)
        {
            return null;
        }

        var tokens = law.Law is "L(N)"
            ? (double?)context.RunNamed(law.Observations[0].Run)?.Metadata.PlannedTokens
            : null;
        return law.Law is "L(N)" && tokens is null
            ? null
            : new IrreducibleLoss(
                law,
                law.Parameters.GetValueOrDefault(
                    "L_inf",
                    law.Parameters.GetValueOrDefault("E", double.NaN)
                ),
                tokens
            );
    }
}
