using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Siblings;

/// <summary>
/// Prediction of a run from its siblings of other sizes by kriging in x = ln N - ln N_target: an unknown level, a slope of SD .10 per unit and a smooth departure of SD .05,
/// k(x, x') = 9 + .10^2 x x' + .05^2 exp(-(x-x')^2 / (2 2^2)), nugget .012^2. The weights depend on the sizes alone: one solve serves every block of a run.
/// </summary>
/// <remarks>Leave-one-run-out errors of the final loss on 24 healthy runs: rms 2.0 %, largest 4.8 %; the nearest size alone gives 5 to 8 %.</remarks>
public sealed class KrigingWeights
{
    private const double LevelVariance = 9;
    private const double SlopeDeviation = 0.10;
    private const double DepartureDeviation = 0.05;
    private const double DepartureLength = 2;
    private const double Nugget = 0.012;

    private KrigingWeights(double[] weights, double deviation, double decadesBeyond)
    {
        Weights = weights;
        Deviation = deviation;
        DecadesBeyond = decadesBeyond;
    }

    /// <summary>One weight for each reference, in their order; they sum to almost one.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>SD of ln loss of the target around the prediction, its own nugget included.</summary>
    public double Deviation { get; }

    /// <summary>log10 of the factor by which the target lies outside the range of the references; 0 inside.</summary>
    public double DecadesBeyond { get; }

    /// <summary>The weights for a target size.</summary>
    /// <param name="referenceSizes">Parameters of the references: same domain, family and total steps.</param>
    /// <param name="targetSize">Parameters of the run to predict.</param>
    /// <exception cref="ArgumentException">There is no reference, or a size is not positive and finite.</exception>
    public static KrigingWeights For(ReadOnlySpan<double> referenceSizes, double targetSize)
    {
        if (referenceSizes.IsEmpty)
        {
            throw new ArgumentException(
                "There is no sibling to predict from.",
                nameof(referenceSizes)
            );
        }

        var n = referenceSizes.Length;
        var x = new double[n];
        double least = double.PositiveInfinity,
            greatest = 0;
        for (var i = 0; i < n; i++)
        {
            x[i] = Elementary.Log(referenceSizes[i]) - Elementary.Log(targetSize);
            if (!double.IsFinite(x[i]))
            {
                throw new ArgumentException(
                    $"A size of {referenceSizes[i]} against {targetSize} has no logarithm.",
                    nameof(referenceSizes)
                );
            }

            least = Math.Min(least, referenceSizes[i]);
            greatest = Math.Max(greatest, referenceSizes[i]);
        }

        var system = new double[n * n];
        var target = new double[n];
        for (var i = 0; i < n; i++)
        {
            target[i] = Kernel(0, x[i]);
            for (var j = 0; j < n; j++)
            {
                system[(i * n) + j] = Kernel(x[i], x[j]) + (i == j ? Nugget * Nugget : 0);
            }
        }

        var weights = (double[])target.Clone();
        SmallCholesky.TryFactor(system, n);
        SmallCholesky.Solve(system, n, weights);
        var variance = Kernel(0, 0) + (Nugget * Nugget);
        for (var i = 0; i < n; i++)
        {
            variance -= weights[i] * target[i];
        }

        var beyond = Math.Max(
            0,
            Math.Max(Elementary.Log10(targetSize / greatest), Elementary.Log10(least / targetSize))
        );
        return new KrigingWeights(weights, Math.Sqrt(Math.Max(variance, Nugget * Nugget)), beyond);
    }

    /// <summary>The weighted sum of the references' values of ln loss.</summary>
    public double Predict(ReadOnlySpan<double> logLoss)
    {
        if (logLoss.Length != Weights.Count)
        {
            throw new ArgumentException(
                $"There are {Weights.Count} references but {logLoss.Length} values.",
                nameof(logLoss)
            );
        }

        var sum = 0.0;
        for (var i = 0; i < logLoss.Length; i++)
        {
            sum += Weights[i] * logLoss[i];
        }

        return sum;
    }

    private static double Kernel(double x, double other)
    {
        var distance = (x - other) / DepartureLength;
        return LevelVariance
            + (SlopeDeviation * SlopeDeviation * x * other)
            + (
                DepartureDeviation * DepartureDeviation * Elementary.Exp(-0.5 * distance * distance)
            );
    }
}
