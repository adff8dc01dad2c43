using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forecasting;

/// <summary>
/// How well a family's own earlier points forecast its later ones: refits on the 30, 40, .. 90 % lowest compute, scored on all
/// later points as |r| / (1 + h), h in decades beyond the cut; every origin has the same total weight. Alone these scores are starved and blind to errors that begin later, so
/// they are averaged geometrically with the pooled scale.
/// </summary>
public sealed class InnerScores
{
    private const int LeastScores = 60;
    private const int LeastOrigins = 4;
    private const int LeastRuns = 8;
    private const double LeastShare = 0.4;

    /// <summary>The family's own scale may not differ from the pool by more than this factor.</summary>
    private const double LargestRatio = 9;

    private readonly double[] scores;
    private readonly double[] weights;

    private InnerScores(double[] scores, double[] weights, int origins)
    {
        Array.Sort(scores, weights);
        this.scores = scores;
        this.weights = weights;
        Origins = origins;
    }

    public int Count => scores.Length;

    public int Origins { get; }

    /// <summary>At least 60 scores from at least 4 origins, about 25 points or more.</summary>
    public bool AreEnough => Count >= LeastScores && Origins >= LeastOrigins;

    /// <summary>Refits at every inner origin.</summary>
    /// <param name="data">The points of the forecast fit.</param>
    /// <param name="options">Its options; the kind must be <see cref="FitKind.Forecast"/>.</param>
    public static InnerScores Of(Observations data, FitOptions options)
    {
        var compute = Enumerable.Range(0, data.X.Length).Select(data.Compute).ToArray();
        var sorted = (double[])compute.Clone();
        Array.Sort(sorted);
        List<double> errors = [],
            shares = [];
        var origins = 0;
        var last = double.NaN;
        for (var percent = 30; percent <= 90; percent += 10)
        {
            // Moved to the end of a compute level: one level is never split.
            var cut = sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
            var inside = sorted.Count(c => c <= cut);
            if (
                cut == last
                || inside == sorted.Length
                || inside < Math.Max(LeastRuns, LeastShare * sorted.Length)
            )
            {
                continue;
            }

            last = cut;
            var earlier = data.Where(slot => compute[slot] <= cut);
            var form = new AdditiveForm(options.WithFloor, data.HasTwoVariables);
            if (Support.Of(earlier).TooFew(form) is not null)
            {
                continue;
            }

            origins++;
            var problem = new AdditiveProblem(earlier, form, options);
            var theta = problem.Solve().Theta;
            for (var slot = 0; slot < compute.Length; slot++)
            {
                if (compute[slot] > cut)
                {
                    errors.Add(
                        Score(data, slot, theta, problem, Elementary.Log10(compute[slot] / cut))
                    );
                    shares.Add(1.0 / (sorted.Length - inside));
                }
            }
        }

        return new InnerScores([.. errors], [.. shares], origins);
    }

    /// <summary>The weighted quantile of the scores at level (1 + 1/n), at most the largest score.</summary>
    public double Quantile(double level)
    {
        var target = Math.Min(1, level * (1 + (1.0 / Count))) * weights.Sum();
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += weights[i];
            if (sum >= target * (1 - 1e-12))
            {
                return scores[i];
            }
        }

        return scores[^1];
    }

    /// <summary>sqrt(pooled x clip(Q (1 + h), pooled/9, 9 pooled)).</summary>
    internal double Combine(double pooledHalfWidth, double level, double decades)
    {
        var own = Quantile(level) * (1 + decades);
        return Math.Sqrt(
            pooledHalfWidth
                * Math.Clamp(own, pooledHalfWidth / LargestRatio, pooledHalfWidth * LargestRatio)
        );
    }

    private static double Score(
        Observations data,
        int slot,
        double[] theta,
        AdditiveProblem problem,
        double decades
    )
    {
        var predicted = AdditiveKernel.LogLoss(
            theta,
            Elementary.Log(data.X[slot]) - problem.CentreU,
            data.SecondX is null ? 0 : Elementary.Log(data.SecondX[slot]) - problem.CentreV
        );
        return Math.Abs(predicted - data.LogLoss[slot]) / (1 + decades);
    }
}
