namespace ScalingPipeline.Laws.Numerics;

/// <summary>ln of the gamma function, with the same bits on every machine.</summary>
internal static class LogGamma
{
    private const double LogOfRootOfTwoPi = 0.9189385332046727;
    private const double FarEnough = 12;

    /// <summary>Coefficients of 1/x, 1/x^3, .. in Stirling's series (Abramowitz and Stegun 1964, 6.1.41).</summary>
    private static readonly double[] _series =
    [
        1.0 / 12,
        -1.0 / 360,
        1.0 / 1260,
        -1.0 / 1680,
        1.0 / 1188,
        -691.0 / 360360,
        1.0 / 156,
    ];

    /// <summary>ln Gamma(x) of a positive x.</summary>
    public static double Of(double x)
    {
        var product = 1.0;
        for (; x < FarEnough; x++)
        {
            product *= x;
        }

        var square = 1 / (x * x);
        var sum = 0.0;
        for (var i = _series.Length - 1; i >= 0; i--)
        {
            sum = (sum * square) + _series[i];
        }

        return ((x - 0.5) * Elementary.Log(x))
            - x
            + LogOfRootOfTwoPi
            + (sum / x)
            - Elementary.Log(product);
    }
}
