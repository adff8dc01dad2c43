namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// Two one-sided CUSUMs of the standardised innovations of a local level filter over block residuals: they see a change, not the persistent offset of
/// a run, which makes a CUSUM of the level false-alarm on half of all healthy runs. Healthy maximum 8.2 in 29 runs; 5 % steps are found within 2-3 blocks.
/// </summary>
public static class InnovationCusum
{
    /// <summary>The alarm limit on either side.</summary>
    public const double Limit = 10;

    private const double Allowance = 0.5;
    private const double LevelStep = 0.004;
    private const double ObservationNoise = 0.002;
    private const double InitialDeviation = 0.02;

    /// <summary>The path of both sums over the blocks, from zero.</summary>
    /// <param name="residuals">Block residuals, in order.</param>
    /// <param name="standardErrors">Of the residuals: of the run's own mean and of its prediction together.</param>
    public static CusumPath Run(ReadOnlySpan<double> residuals, ReadOnlySpan<double> standardErrors)
    {
        if (residuals.Length != standardErrors.Length)
        {
            throw new ArgumentException(
                $"There are {residuals.Length} residuals but {standardErrors.Length} standard errors.",
                nameof(standardErrors)
            );
        }

        var up = new double[residuals.Length];
        var down = new double[residuals.Length];
        double level = 0,
            variance = InitialDeviation * InitialDeviation,
            high = 0,
            low = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var noise =
                (standardErrors[i] * standardErrors[i]) + (ObservationNoise * ObservationNoise);
            var total = variance + noise;
            var innovation = residuals[i] - level;
            var gain = variance / total;
            level += gain * innovation;
            variance = (variance * (1 - gain)) + (LevelStep * LevelStep);

            var z = innovation / Math.Sqrt(total);
            high = Math.Max(0, high + z - Allowance);
            low = Math.Max(0, low - z - Allowance);
            up[i] = high;
            down[i] = low;
        }

        return new CusumPath(up, down);
    }
}

/// <summary>Both sums after each block.</summary>
/// <param name="Up">Evidence of a rise.</param>
/// <param name="Down">Evidence of a fall.</param>
public sealed record CusumPath(IReadOnlyList<double> Up, IReadOnlyList<double> Down)
{
    /// <summary>The first index at which either sum exceeds the limit; -1 if neither does.</summary>
    public int FirstAlarm(double limit = InnovationCusum.Limit) =>
        Enumerable
            .Range(0, Up.Count)
            .Where(i => Up[i] > limit || Down[i] > limit)
            .DefaultIfEmpty(-1)
            .First();
}
