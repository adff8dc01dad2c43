namespace ScalingPipeline.Laws.Numerics;

/// <summary>The regularised incomplete beta function, with the same bits on every machine.</summary>
internal static class IncompleteBeta
{
    private const int MostLevels = 100_000;

    /// <summary>I_x(a, b), x and 1 - x given apart so that neither loses digits; a and b positive. NIST DLMF 8.17.22.</summary>
    public static double Of(double a, double b, double x, double rest)
    {
        if (!(x > 0))
        {
            return x == 0 ? 0 : double.NaN;
        }

        if (!(rest > 0))
        {
            return rest == 0 ? 1 : double.NaN;
        }

        return x <= (a + 1) / (a + b + 2) ? Fraction(a, b, x, rest) : 1 - Fraction(b, a, rest, x);
    }

    private static double Fraction(double a, double b, double x, double rest)
    {
        var fraction = new ContinuedFraction(1);
        for (var m = 0; m < MostLevels; m++)
        {
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            var even = m == 0 ? 0 : m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            if ((m > 0 && !fraction.Add(even, 1)) | !fraction.Add(odd, 1))
            {
                break;
            }
        }

        var front = Elementary.Exp(
            (a * Elementary.Log(x))
                + (b * Elementary.Log(rest))
                + LogGamma.Of(a + b)
                - LogGamma.Of(a)
                - LogGamma.Of(b)
        );
        return front / (a * fraction.Value);
    }
}
