using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>
/// The runs that L(C) is fitted to. That no cheaper run beats a run shows only that it was the best of those made: along the edges of a grid of sizes and lengths better ones were not made. So a run counts
/// where L(N,D) says that its compute was spent about as well as can be, unless all runs follow one recipe.
/// </summary>
/// <param name="Runs">In order of compute.</param>
/// <param name="Condition">What they have in common, in words.</param>
/// <param name="Reason">Why L(C) on them would be another law under a wrong name; null when it is not.</param>
internal sealed record FrontierRuns(
    IReadOnlyList<FinalPoint> Runs,
    string Condition,
    string? Reason
)
{
    /// <summary>How many more no cheaper run beats, though by L(N,D) their compute could reach less.</summary>
    public int Wasteful { get; private init; }

    /// <summary>
    /// The greatest share by which the loss of a run may lie above the least that its compute reaches. In simulated families of 22 designs with 0.3 % noise 97 % of the 95 % intervals of L_inf hold the truth;
    /// by every run that no cheaper one beats, few or none do on grids that end early.
    /// </summary>
    private const double MostWaste = 0.005;

    /// <summary>Root mean square of ln D about a power of N: runs within it follow one recipe.</summary>
    private const double MostScatter = 0.1;

    /// <summary>The same; with less the terms of N and D cannot be told apart well enough to say what the best size is.</summary>
    private const double LeastScatter = 0.5;

    private const string Frontier = "on the compute frontier; C in FLOP";

    private const string Recipe =
        "by the recipe of these runs, tokens as a power of parameters; C in FLOP";

    /// <param name="points">The completed runs.</param>
    /// <param name="joint">L(N,D) of them, the forecast fit.</param>
    public static FrontierRuns Of(IReadOnlyList<FinalPoint> points, FittedLaw<ChinchillaLaw> joint)
    {
        var envelope = Envelope(points);
        if (WhyOneAxis(envelope) is { } oneAxis)
        {
            return new FrontierRuns(envelope, Frontier, oneAxis);
        }

        var (exponent, scatter) = TokensByParameters(points);
        if (exponent > 0 && scatter <= MostScatter)
        {
            return new FrontierRuns(envelope, Recipe, Reason: null);
        }

        // Where each run ended the law holds whether or not its floor is pinned down.
        var why =
            joint is not { Law: not null, Fit.Status: var status } || !status.Forecasts(decades: 0)
                ? joint.Fit.Status.Reason
            : scatter < LeastScatter
                ? "they follow one recipe almost, but not all of them, so what more tokens and what more parameters do cannot be told apart."
            : null;
        if (why is not null)
        {
            return new FrontierRuns(
                envelope,
                Frontier,
                $"Whether these runs are the best for their compute, or only the best of those made, is open: {why}"
            );
        }

        FinalPoint[] best = [.. envelope.Where(run => IsWellSpent(joint.Law!.Value, run))];
        return new FrontierRuns(best, Frontier, Reason: null)
        {
            Wasteful = envelope.Length - best.Length,
        };
    }

    /// <summary>The runs that no run of less compute beats, in order of compute.</summary>
    private static FinalPoint[] Envelope(IReadOnlyList<FinalPoint> points) =>
        [
            .. ComputeFrontier
                .LowerEnvelope(points.Select(p => p.AtEnd))
                .Select(end => points.First(p => p.AtEnd == end)),
        ];

    private static bool IsWellSpent(ChinchillaLaw law, FinalPoint run) =>
        law.Loss(run.Parameters, run.Tokens) <= (1 + MostWaste) * law.FrontierLoss(run.Compute);

    private static string? WhyOneAxis(FinalPoint[] frontier)
    {
        if (frontier.Length == 1)
        {
            return "The compute frontier is a single run: no law of compute goes through one.";
        }

        if (frontier.Select(p => p.Tokens).Distinct().Count() == 1)
        {
            return "All runs of the compute frontier have seen the same number of tokens: this is L(N) under another name, not what the compute can reach.";
        }

        return frontier.Select(p => p.Parameters).Distinct().Count() == 1
            ? "All runs of the compute frontier have the same size: this is L(D) under another name, not what the compute can reach."
            : null;
    }

    /// <summary>D as a power of N, by least squares of the logs: the exponent, and the root mean square about the line.</summary>
    private static (double Exponent, double Scatter) TokensByParameters(
        IReadOnlyList<FinalPoint> points
    )
    {
        double[] u = [.. points.Select(p => Elementary.Log(p.Parameters))];
        double[] v = [.. points.Select(p => Elementary.Log(p.Tokens))];
        var (meanU, meanV) = (u.Average(), v.Average());
        var spread = u.Sum(a => (a - meanU) * (a - meanU));
        var exponent = u.Zip(v, (a, b) => (a - meanU) * (b - meanV)).Sum() / spread;
        var squares = u.Zip(v, (a, b) => b - meanV - (exponent * (a - meanU))).Average(r => r * r);
        return (exponent, Math.Sqrt(squares));
    }
}
