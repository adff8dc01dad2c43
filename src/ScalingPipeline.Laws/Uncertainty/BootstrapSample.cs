namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>The laws of the bootstrap's replicates: any function of a law gets its standard error and percentile interval from them.</summary>
/// <remarks>For parameters, not for forecasts: bootstrap bands of forecasts that claim 90 % cover 47 to 83 %.</remarks>
/// <typeparam name="TLaw">The form of the law.</typeparam>
public sealed class BootstrapSample<TLaw>
    where TLaw : struct
{
    internal BootstrapSample(
        TLaw law,
        TLaw[] laws,
        double[] objectives,
        int unconverged,
        int clusters = 0
    )
    {
        Law = law;
        Laws = laws;
        Objectives = objectives;
        Unconverged = unconverged;
        Clusters = clusters;
    }

    /// <summary>The law of all the data.</summary>
    public TLaw Law { get; }

    public IReadOnlyList<TLaw> Laws { get; }

    /// <summary>Replicates that stopped before a minimum.</summary>
    public int Unconverged { get; }

    /// <summary>What was drawn: scales with their seeds; 0 when unknown.</summary>
    public int Clusters { get; }

    internal IReadOnlyList<double> Objectives { get; }

    /// <summary>Standard deviation over the replicates of a function of the law, such as a parameter.</summary>
    public double StandardError(Func<TLaw, double> function)
    {
        var values = Laws.Select(function).ToArray();
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    /// <summary>The percentile interval of a function of the law, see <see cref="Percentile.Interval"/>.</summary>
    public (double Low, double High) Interval(Func<TLaw, double> function, double level = 0.95)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                "The level of an interval lies between 0 and 1."
            );
        }

        return Percentile.Interval(Laws.Select(function), level, Clusters);
    }
}
