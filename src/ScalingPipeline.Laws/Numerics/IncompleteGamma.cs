namespace ScalingPipeline.Laws.Numerics;

/// <summary>The regularised upper incomplete gamma function, with the same bits on every machine.</summary>
internal static class IncompleteGamma
{
    private const int MostTerms = 100_000;

    /// <summary>Q(a, x) of positive a and x from zero on: the series NIST DLMF 8.11.4 left of a + 1, the continued fraction 8.9.2 right of it.</summary>
    public static double Upper(double a, double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? 1 : double.NaN;
        }

        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        var front = Elementary.Exp((a * Elementary.Log(x)) - x - LogGamma.Of(a));
        return x < a + 1 ? 1 - (front * Series(a, x)) : front / Fraction(a, x);
    }

    private static double Series(double a, double x)
    {
        double term = 1 / a,
            sum = term;
        for (var n = 1; n < MostTerms && term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double a, double x)
    {
        var fraction = new ContinuedFraction(x + 1 - a);
        for (var n = 1; n < MostTerms && fraction.Add(n * (a - n), x + (2 * n) + 1 - a); n++)
        {
            // Each turn adds a level.
        }

        return fraction.Value;
    }
}
