using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>The loss of one run along its training.</summary>
/// <param name="Parameters">N of the run.</param>
/// <param name="Points">FLOP spent and loss in nats, in order of compute.</param>
public sealed record TrainingCurve(
    double Parameters,
    IReadOnlyList<(double Compute, double Loss)> Points
)
{
    /// <summary>The curve smoothed along its index with a Gaussian of the given standard deviation; ten steps is the choice of Hoffmann et al. 2022, section 3.1.</summary>
    public TrainingCurve Smoothed(double steps)
    {
        var reach = (int)Math.Ceiling(4 * steps);
        var smooth = new (double, double)[Points.Count];
        for (var i = 0; i < smooth.Length; i++)
        {
            double sum = 0,
                total = 0;
            for (var j = Math.Max(0, i - reach); j <= Math.Min(smooth.Length - 1, i + reach); j++)
            {
                var distance = (j - i) / steps;
                var weight = Elementary.Exp(-0.5 * distance * distance);
                sum += weight * Points[j].Loss;
                total += weight;
            }

            smooth[i] = (Points[i].Compute, sum / total);
        }

        return this with
        {
            Points = smooth,
        };
    }

    /// <summary>The loss at a compute, by interpolation in logs; null outside the curve.</summary>
    public double? LossAt(double compute)
    {
        if (
            Points.Count == 0
            || compute < Points[0].Compute * (1 - 1e-12)
            || compute > Points[^1].Compute * (1 + 1e-12)
        )
        {
            return null;
        }

        int low = 0,
            high = Points.Count - 1;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Points[middle].Compute <= compute ? (middle, high) : (low, middle);
        }

        var (from, to) = (Points[low], Points[high]);
        var span = Elementary.Log(to.Compute / from.Compute);
        var share = span > 0 ? Math.Clamp(Elementary.Log(compute / from.Compute) / span, 0, 1) : 0;
        return from.Loss * Elementary.Pow(to.Loss / from.Loss, share);
    }
}
