using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Curves;

/// <summary>
/// Curves of a compute-optimal family, with reducible loss and compute scaled to one at their ends, fall on one curve; where a run leaves it, something about the run
/// is off, long before its end (Qiu et al. 2025, arXiv 2507.02119, eq. 2 and 4).
/// </summary>
public sealed class LearningCurveCollapse
{
    private LearningCurveCollapse(
        double[] shares,
        double[] common,
        double[] spread,
        IReadOnlyDictionary<string, double[]> curves
    )
    {
        Shares = shares;
        Common = common;
        Spread = spread;
        Curves = curves;
    }

    /// <summary>Shares of the final compute at which the curves are compared, in (0, 1].</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>The common curve: the median over the runs of (L - L_inf) / (L(end) - L_inf).</summary>
    public IReadOnlyList<double> Common { get; }

    /// <summary>Standard deviation over the runs, relative to the common curve.</summary>
    public IReadOnlyList<double> Spread { get; }

    /// <summary>The normalized curve of each run.</summary>
    public IReadOnlyDictionary<string, double[]> Curves { get; }

    /// <summary>The largest relative spread over the shares from <paramref name="from"/> on.</summary>
    public double WorstSpread(double from = 0.1) =>
        Shares.Zip(Spread).Where(p => p.First >= from).Max(p => p.Second);

    /// <summary>The relative deviation of a run from the common curve at each share.</summary>
    public double[] Deviation(string run) =>
        [.. Curves[run].Zip(Common, (loss, common) => (loss / common) - 1)];

    /// <summary>Compares finished runs.</summary>
    /// <param name="curves">For each run its compute and loss in order, up to its end.</param>
    /// <param name="irreducible">L_inf in nats, below every final loss; from the fit of the family's law.</param>
    /// <param name="points">How many shares, evenly spaced in logs from 1/100 to 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two curves, or a final loss is not above the irreducible loss.</exception>
    public static LearningCurveCollapse Of(
        IReadOnlyDictionary<string, IReadOnlyList<(double Compute, double Loss)>> curves,
        double irreducible,
        int points = 50
    )
    {
        if (curves.Count < 2)
        {
            throw new ArgumentException("A collapse needs at least two curves.", nameof(curves));
        }

        var shares = Enumerable
            .Range(0, points)
            .Select(i => Elementary.Pow(100, (i / (points - 1.0)) - 1))
            .ToArray();
        var normalized = curves.ToDictionary(
            pair => pair.Key,
            pair => Normalize(pair.Key, pair.Value, irreducible, shares),
            StringComparer.Ordinal
        );
        var common = new double[points];
        var spread = new double[points];
        for (var i = 0; i < points; i++)
        {
            var at = normalized.Values.Select(curve => curve[i]).Order().ToArray();
            common[i] = 0.5 * (at[(at.Length - 1) / 2] + at[at.Length / 2]);
            var mean = at.Average();
            spread[i] =
                Math.Sqrt(at.Sum(v => (v - mean) * (v - mean)) / (at.Length - 1)) / common[i];
        }

        return new LearningCurveCollapse(shares, common, spread, normalized);
    }

    private static double[] Normalize(
        string run,
        IReadOnlyList<(double Compute, double Loss)> points,
        double irreducible,
        double[] shares
    )
    {
        var curve = new Frontier.TrainingCurve(1, points);
        var end = points[^1];
        if (!(end.Loss > irreducible))
        {
            throw new ArgumentException(
                $"The final loss of {run} is {end.Loss}, not above the irreducible loss {irreducible}.",
                nameof(irreducible)
            );
        }

        return Array.ConvertAll(
            shares,
            share =>
                ((curve.LossAt(share * end.Compute) ?? points[0].Loss) - irreducible)
                / (end.Loss - irreducible)
        );
    }
}
