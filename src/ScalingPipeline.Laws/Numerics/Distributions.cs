namespace ScalingPipeline.Laws.Numerics;

/// <summary>Tails and quantiles of the normal, Student's, chi-square and Fisher's distribution, with the same bits on every machine; relative error below 1e-12.</summary>
public static class Distributions
{
    private const double FarthestLog = 700;

    /// <summary>The probability that a standard normal lies below x.</summary>
    public static double Normal(double x)
    {
        var tail = 0.5 * IncompleteGamma.Upper(0.5, 0.5 * x * x);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The value below which a standard normal lies with this probability; infinite at 0 and 1.</summary>
    public static double NormalQuantile(double probability) =>
        Symmetric(probability, x => IncompleteGamma.Upper(0.5, 0.5 * x * x));

    /// <summary>The value below which Student's t lies with this probability; infinite at 0 and 1.</summary>
    /// <param name="freedom">Degrees of freedom, positive.</param>
    /// <param name="probability">Between 0 and 1.</param>
    public static double StudentQuantile(double freedom, double probability) =>
        Symmetric(probability, t => FisherTail(1, freedom, t * t));

    /// <summary>The probability that chi-square with so many degrees of freedom lies above x.</summary>
    public static double ChiSquareTail(double freedom, double x) =>
        IncompleteGamma.Upper(freedom / 2, x / 2);

    /// <summary>The probability that Fisher's F lies above x.</summary>
    /// <param name="first">Degrees of freedom of the numerator.</param>
    /// <param name="second">Degrees of freedom of the denominator.</param>
    /// <param name="x">From zero on.</param>
    public static double FisherTail(double first, double second, double x)
    {
        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        var whole = second + (first * x);
        return IncompleteBeta.Of(second / 2, first / 2, second / whole, first * x / whole);
    }

    /// <summary>The value below which Fisher's F lies with this probability.</summary>
    /// <inheritdoc cref="FisherTail"/>
    public static double FisherQuantile(double first, double second, double probability) =>
        Exceeded(1 - probability, x => FisherTail(first, second, x));

    /// <summary>A quantile of a symmetric distribution from the probability of both tails.</summary>
    private static double Symmetric(double probability, Func<double, double> tails)
    {
        var size = Exceeded(2 * Math.Min(probability, 1 - probability), tails);
        return probability < 0.5 ? -size : size;
    }

    /// <summary>The positive value that is exceeded with this probability, found in its logarithm.</summary>
    private static double Exceeded(double probability, Func<double, double> tail)
    {
        if (!(probability > 0 && probability < 1))
        {
            return probability == 0 ? double.PositiveInfinity
                : probability == 1 ? 0
                : double.NaN;
        }

        // Small tails are compared by their logarithms, where they are nearly straight.
        double Difference(double log) =>
            Elementary.Log(Math.Max(tail(Elementary.Exp(log)), double.Epsilon))
            - Elementary.Log(probability);
        double low = 0,
            high = 0,
            step = 1;
        for (; low > -FarthestLog && Difference(low) < 0; step *= 2)
        {
            low -= step;
        }

        for (step = 1; high < FarthestLog && Difference(high) > 0; step *= 2)
        {
            high += step;
        }

        return Elementary.Exp(Root.Between(Difference, low, Math.Min(high, FarthestLog)));
    }
}
