using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>The line of a fitted law in one variable, and the band of a measured loss around it.</summary>
internal static class LawCurve
{
    private const int Corners = 48;

    /// <summary>The law over the fitted observations and on to its forecast; empty when it has fewer than two observations.</summary>
    public static IReadOnlyList<CurvePoint> Points(LawRecord law)
    {
        var (low, high) = Reach(law);
        if (!(low < high) || law.Status is LawStatus.TooFewRuns)
        {
            return [];
        }

        var evaluate = Evaluator(law);
        return
        [
            .. Enumerable
                .Range(0, Corners + 1)
                .Select(i => low * Math.Pow(high / low, (double)i / Corners))
                .Select(x => new CurvePoint(x, evaluate(x))),
        ];
    }

    /// <summary>
    /// The interval of a measured loss along the curve. Its ratio to the curve is the forecast's own at the forecast; over the fitted
    /// data it is that of their scatter (root mean square of ln(observed/fitted) times the forecast's normal quantile); between, linear in ln x.
    /// </summary>
    public static IReadOnlyList<BandPoint> Band(LawRecord law)
    {
        if (law.Next is not { } next || law.Observations.Count < 2)
        {
            return [];
        }

        var edge = law.Observations.Max(o => o.X);
        var scatter = Quantile(next.Interval.Level) * Scatter(law);
        var above = Math.Log(next.Interval.High / next.Loss);
        var below = Math.Log(next.Loss / next.Interval.Low);
        return
        [
            .. Points(law)
                .Select(p =>
                {
                    var way = next.X > edge ? Math.Log(p.X / edge) / Math.Log(next.X / edge) : 0;
                    way = Math.Clamp(way, 0, 1);
                    var up = scatter + (way * (above - scatter));
                    var down = scatter + (way * (below - scatter));
                    return new BandPoint(p.X, p.Y * Math.Exp(-down), p.Y * Math.Exp(up));
                }),
        ];
    }

    /// <summary>The law as a function: from its parameters where they reproduce the fitted values, else through the fitted values.</summary>
    public static Func<double, double> Evaluator(LawRecord law)
    {
        var parameters = law.Parameters;
        var scale = parameters.Keys.FirstOrDefault(k => k.EndsWith('0') && k.Length == 2);
        if (scale is not null && parameters.TryGetValue("alpha", out var alpha))
        {
            var floor = parameters.GetValueOrDefault("L_inf");
            var x0 = parameters[scale];
            double Power(double x) => floor + Math.Pow(x0 / x, alpha);
            if (law.Observations.All(o => Math.Abs(Power(o.X) - o.Fitted) <= 0.01 * o.Fitted))
            {
                return Power;
            }
        }

        return ThroughFitted(law);
    }

    /// <summary>The y of a curve at an x, by interpolation in ln x; NaN for a curve of fewer than two corners.</summary>
    public static double At(IReadOnlyList<CurvePoint> curve, double x)
    {
        if (curve.Count < 2)
        {
            return double.NaN;
        }

        var right = Math.Clamp(curve.Count(c => c.X < x), 1, curve.Count - 1);
        var (a, b) = (curve[right - 1], curve[right]);
        return a.Y + ((b.Y - a.Y) * Math.Log(x / a.X) / Math.Log(b.X / a.X));
    }

    private static Func<double, double> ThroughFitted(LawRecord law)
    {
        var known = law
            .Observations.Select(o => (o.X, Y: o.Fitted))
            .Concat(law.Next is { } next ? [(next.X, Y: next.Loss)] : [])
            .Where(p => p is { X: > 0, Y: > 0 })
            .OrderBy(p => p.X)
            .DistinctBy(p => p.X)
            .ToArray();
        if (known.Length < 2)
        {
            return _ => double.NaN;
        }

        return x =>
        {
            var right = Math.Clamp(known.Count(p => p.X < x), 1, known.Length - 1);
            var (a, b) = (known[right - 1], known[right]);
            return a.Y * Math.Exp(Math.Log(x / a.X) / Math.Log(b.X / a.X) * Math.Log(b.Y / a.Y));
        };
    }

    private static (double Low, double High) Reach(LawRecord law)
    {
        var x = law
            .Observations.Select(o => o.X)
            .Concat(law.Next is { } next ? [next.X] : [])
            .Where(v => v > 0 && double.IsFinite(v))
            .ToList();
        return x.Count < 2 ? (1, 1) : (x.Min(), x.Max());
    }

    private static double Scatter(LawRecord law) =>
        Math.Sqrt(law.Observations.Average(o => Math.Pow(Math.Log(o.Observed / o.Fitted), 2)));

    private static double Quantile(double level) =>
        Distributions.NormalQuantile(0.5 + (Math.Clamp(level, 0.01, 0.999) / 2));
}
