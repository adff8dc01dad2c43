namespace ScalingPipeline.Simulation.Randomness;

/// <summary>
/// exp, log, power and cosine from additions, multiplications and divisions alone. IEEE 754 rounds those the same everywhere, while the
/// functions of a platform's mathematics library differ in the last bit: with these, one seed gives the same numbers on every machine.
/// </summary>
internal static class PortableMath
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts: the first has trailing zeros, so that an integer multiple of it is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private const int ExpTerms = 14;
    private const int LogTerms = 12;
    private const int CosineTerms = 11;

    /// <summary>e^x for |x| below 700; relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        var power = Math.Round(x * Log2E);
        var rest = x - (power * Ln2High) - (power * Ln2Low);
        var sum = 1.0;
        for (var term = ExpTerms; term >= 1; term--)
        {
            sum = 1 + (rest / term * sum);
        }

        return Math.ScaleB(sum, (int)power);
    }

    /// <summary>Natural logarithm of a positive, normal number.</summary>
    public static double Log(double x)
    {
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh(f), f = (m - 1) / (m + 1).
        var f = (mantissa - 1) / (mantissa + 1);
        var square = f * f;
        var sum = 0.0;
        for (var term = LogTerms; term >= 1; term--)
        {
            sum = (sum * square) + (1.0 / ((2 * term) - 1));
        }

        return (exponent * Ln2High) + ((2 * f * sum) + (exponent * Ln2Low));
    }

    /// <summary>x^y for positive x.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    /// <summary>cos(pi u) for u in [0, 1].</summary>
    public static double CosineOfPi(double u)
    {
        if (u > 0.5)
        {
            return -CosineOfPi(1 - u);
        }

        var square = Math.PI * u * (Math.PI * u);
        var sum = 1.0;
        for (var term = CosineTerms; term >= 1; term--)
        {
            sum = 1 - (square / ((2.0 * term) * ((2.0 * term) - 1)) * sum);
        }

        return sum;
    }
}
