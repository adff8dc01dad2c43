using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// Whether the distance of a run from its siblings changed: the generalised likelihood ratio of a step or a ramp against no change (Willsky and Jones 1976, "A generalized likelihood ratio approach
/// to the detection and estimation of jumps in linear systems"), in the noise of healthy runs: a lasting offset of any size, a random walk of .4 % a block, .6 % beside the standard error of a
/// block, and a plateau left a little earlier or later. An offset is no change, which a CUSUM of the level takes it for in half of all healthy runs.
/// </summary>
/// <remarks>
/// Of 29 healthy runs of a public ladder, after every one of their blocks, the largest is 3.0. A step of 5 % at .4 of the schedule is found in five of six of them, one of 8 % in all, a ramp to 12 % in all
/// that have three siblings.
/// </remarks>
public static class ChangeTest
{
    /// <summary>On |z|: 1.25 times the largest healthy value.</summary>
    public const double Limit = 3.75;

    /// <summary>On |z| of a change that fewer than six blocks lie before; the largest healthy value is 4.7: early curves leave their plateaus at different moments.</summary>
    private const double EarlyLimit = 6;

    private const int LeastBefore = 3;
    private const int EnoughBefore = 6;
    private const int LeastOfStep = 3;

    /// <summary>A slow drift is told from wandering by its length: two fifths of a schedule.</summary>
    private const int LeastOfRamp = 16;

    private const double Wander = 0.004;
    private const double Scatter = 0.006;

    /// <summary>Median absolute deviation to standard deviation of a normal.</summary>
    private const double MedianToDeviation = 1.4826;

    /// <summary>Of the offset: nothing is known of it.</summary>
    private const double OffsetVariance = 1;

    /// <summary>The change that is furthest beyond its limit after any of the blocks; null where there are too few blocks.</summary>
    /// <param name="residuals">ln loss minus prediction, block by block, without the first 15 % of the schedule.</param>
    /// <param name="standardErrors">Of the residuals: of the block's own mean and of its prediction together.</param>
    /// <param name="timing">What leaving a plateau a little later adds to each residual, in ln loss; the sign is that of the slope.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static TrackChange? Largest(
        ReadOnlySpan<double> residuals,
        ReadOnlySpan<double> standardErrors,
        ReadOnlySpan<double> timing
    )
    {
        var n = residuals.Length;
        if (standardErrors.Length != n || timing.Length != n)
        {
            throw new ArgumentException(
                $"There are {n} residuals but {standardErrors.Length} standard errors and {timing.Length} timings."
            );
        }

        var factor = Covariance(standardErrors, timing, Unexplained(residuals, standardErrors));
        if (!SmallCholesky.TryFactor(factor, n))
        {
            return null;
        }

        var white = residuals.ToArray();
        SmallCholesky.Whiten(factor, n, white);
        TrackChange? largest = null;
        var form = new double[n];
        foreach (var gradual in new[] { false, true })
        {
            var least = gradual ? LeastOfRamp : LeastOfStep;
            for (var from = LeastBefore; from + least <= n; from++)
            {
                for (var i = 0; i < n; i++)
                {
                    form[i] =
                        i < from ? 0
                        : gradual ? i - from + 1
                        : 1;
                }

                SmallCholesky.Whiten(factor, n, form);
                if (
                    LargestOf(white, form, from, least, gradual) is { } change
                    && change.Strength > (largest?.Strength ?? 0)
                )
                {
                    largest = change;
                }
            }
        }

        return largest;
    }

    /// <summary>What is white up to a block does not depend on the blocks after it: one pass sees every block as the last.</summary>
    private static TrackChange? LargestOf(
        double[] white,
        double[] form,
        int from,
        int least,
        bool gradual
    )
    {
        double product = 0,
            squares = 0;
        TrackChange? largest = null;
        for (var i = from; i < white.Length; i++)
        {
            product += form[i] * white[i];
            squares += form[i] * form[i];
            if (i - from + 1 < least)
            {
                continue;
            }

            var z = product / Math.Sqrt(squares);
            if (Math.Abs(z) > Math.Abs(largest?.Z ?? 0))
            {
                largest = new TrackChange(
                    from,
                    i,
                    gradual,
                    product / squares * (gradual ? i - from + 1 : 1),
                    z,
                    Math.Abs(z) / (from < EnoughBefore ? EarlyLimit : Limit)
                );
            }
        }

        return largest;
    }

    /// <summary>
    /// The variance from block to block beyond what the noise explains, by the median of the differences, which one step does not move: the standard error of a block of a few logged steps is worth little.
    /// </summary>
    private static double Unexplained(
        ReadOnlySpan<double> residuals,
        ReadOnlySpan<double> standardErrors
    )
    {
        if (residuals.Length < 2)
        {
            return 0;
        }

        var differences = new double[residuals.Length - 1];
        double explained = 0;
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(residuals[i + 1] - residuals[i]);
            explained += standardErrors[i] * standardErrors[i] / differences.Length;
        }

        Array.Sort(differences);
        var deviation = MedianToDeviation * differences[differences.Length / 2];
        return Math.Max(
            0,
            ((deviation * deviation) - (Wander * Wander)) / 2 - (Scatter * Scatter) - explained
        );
    }

    private static double[] Covariance(
        ReadOnlySpan<double> standardErrors,
        ReadOnlySpan<double> timing,
        double unexplained
    )
    {
        var n = timing.Length;
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                covariance[(i * n) + j] =
                    OffsetVariance + (Wander * Wander * Math.Min(i, j)) + (timing[i] * timing[j]);
            }

            covariance[(i * n) + i] +=
                (standardErrors[i] * standardErrors[i]) + (Scatter * Scatter) + unexplained;
        }

        return covariance;
    }
}

/// <summary>A change of the distance of a run from its siblings.</summary>
/// <param name="From">Index of the first residual of the change.</param>
/// <param name="Seen">Index of the residual after which it is clearest.</param>
/// <param name="Gradual">A ramp; a step otherwise.</param>
/// <param name="Size">How far it went by then, in ln loss.</param>
/// <param name="Z">In standard deviations of healthy runs.</param>
/// <param name="Strength">|Z| over its limit: above 1 is a change.</param>
public sealed record TrackChange(
    int From,
    int Seen,
    bool Gradual,
    double Size,
    double Z,
    double Strength
);
