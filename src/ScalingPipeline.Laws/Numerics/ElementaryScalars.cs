using System.Runtime.Intrinsics;

namespace ScalingPipeline.Laws.Numerics;

/// <content>One at a time: exp, log and what is made of them, over the whole range of double.</content>
public static partial class Elementary
{
    private const double DecadesPerNat = 0.4342944819032518;
    private const double TwoTo54 = 18014398509481984.0;
    private const double LeastNormal = 2.2250738585072014e-308;
    private const int CosineTerms = 11;
    private const int ArtanhTerms = 11;

    /// <summary>e^x to 1.1 units in the last place, 2 beyond +-708; 0 below -745.2, infinity above 709.8.</summary>
    public static double Exp(double x)
    {
        if (Math.Abs(x) <= LargestExponent)
        {
            return Exp(Vector256.Create(x)).ToScalar();
        }

        if (!(Math.Abs(x) <= 2 * LargestExponent))
        {
            return double.IsNaN(x) ? x
                : x < 0 ? 0
                : double.PositiveInfinity;
        }

        var root = Exp(Vector256.Create(x / 2)).ToScalar();
        return root * root;
    }

    /// <summary>e^x - 1, without cancellation for small x; to 4 units in the last place.</summary>
    public static double ExpM1(double x) =>
        Math.Abs(x) <= LogTwoHigh / 2 ? WithoutOne(Vector256.Create(x)).ToScalar() : Exp(x) - 1;

    /// <summary>ln x to .8 units in the last place; minus infinity at 0, infinity at infinity, NaN below 0.</summary>
    public static double Log(double x) =>
        x >= LeastNormal && x < double.PositiveInfinity ? Log(Vector256.Create(x)).ToScalar()
        : x > 0 && x < LeastNormal ? Log(x * TwoTo54) - (54 * (LogTwoHigh + LogTwoLow))
        : x == 0 ? double.NegativeInfinity
        : x > 0 ? x
        : double.NaN;

    /// <summary>ln(1 + x), without cancellation for small x; to 2 units in the last place.</summary>
    public static double LogP1(double x)
    {
        var sum = 1 + x;
        return !(Math.Abs(x) < 0.5) ? Log(sum)
            : sum == 1 ? x
            : Log(sum) + ((x - (sum - 1)) / sum);
    }

    /// <summary>The logarithm to base ten; to 2 units in the last place.</summary>
    public static double Log10(double x) => DecadesPerNat * Log(x);

    /// <summary>ln(1 + e^x), without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogP1(Exp(-Math.Abs(x)));

    /// <summary>
    /// x^y, to 3 units in the last place for results between e^-100 and e^100 and 17 beyond; of a negative x when y is a whole number, else NaN. The logarithm is carried in two parts.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (x < 0)
        {
            var power = Pow(-x, y);
            return y != Math.Floor(y) ? double.NaN
                : y / 2 == Math.Floor(y / 2) ? power
                : -power;
        }

        if (!(x >= LeastNormal && x < double.PositiveInfinity && Math.Abs(y) < TwoTo52))
        {
            // Zero, infinities, subnormal numbers, NaN and powers that overflow.
            return Exp(y * Log(x));
        }

        var (high, low) = LogInTwoParts(x);
        var exponent = y * high;
        var rest = Math.FusedMultiplyAdd(y, high, -exponent) + (y * low);
        return Math.Abs(exponent) < 700
            ? Math.FusedMultiplyAdd(Exp(exponent), rest, Exp(exponent))
            : Exp(exponent);
    }

    /// <summary>cos(pi u) for u in [0, 1]; absolute error below 1e-15.</summary>
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

    /// <summary>ln x of a positive normal number as a rounded value and what the rounding left.</summary>
    private static (double High, double Low) LogInTwoParts(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x) + (BitsOfOne - BitsOfRootOfHalf);
        double k = (bits >> 52) - 1023;
        var f = BitConverter.Int64BitsToDouble((bits & Mantissa) + BitsOfRootOfHalf) - 1;

        // ln m = 2 s + s p(s^2); 2 + f and the quotient s each with their rounding error.
        var width = 2 + f;
        var lost = f - (width - 2);
        var s = f / width;
        var rest = (Math.FusedMultiplyAdd(-s, width, f) - (s * lost)) / width;
        var (square, series) = (s * s, 0.0);
        for (var term = ArtanhTerms; term >= 1; term--)
        {
            series = Math.FusedMultiplyAdd(series, square, 2.0 / ((2 * term) + 1));
        }

        // The rounding errors of s and of its square reach the cubic term too.
        var beyond = Math.FusedMultiplyAdd(s, s, -square) * s * (2.0 / 3);
        var tail = (s * square * series) + (beyond + (2 * square * rest));

        var first = k * LogTwoHigh;
        var sum = first + (2 * s);
        var carried = (2 * s) - (sum - first);
        if (k == 0)
        {
            carried = 0;
        }

        var low = carried + ((2 * rest) + tail + (k * LogTwoLow));
        var high = sum + low;
        return (high, low - (high - sum));
    }
}
