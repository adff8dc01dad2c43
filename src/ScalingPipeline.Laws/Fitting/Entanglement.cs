using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// Two variables of which one is a power of the other at every point, as when every run has 20 tokens per parameter: the losses then follow one curve, which any split between the two
/// terms describes as well.
/// </summary>
internal static class Entanglement
{
    /// <summary>A point further than this factor from the power lies off the curve.</summary>
    private const double LeastFactor = 1.5;

    private const int Thirds = 60;

    /// <summary>The sentence to show when the effects of x and y cannot be told apart; null when they can.</summary>
    public static string? Of(double[] x, double[] y, string xName, string yName)
    {
        if (x.Length == 0)
        {
            return null;
        }

        var u = Array.ConvertAll(x, Elementary.Log);
        var v = Array.ConvertAll(y, Elementary.Log);
        var (power, factor) = Nearest(u, v);
        return factor > LeastFactor
            ? null
            : $"{yName} goes with {xName}^{power:F2} at every point, within a factor {factor:F2}: what {xName} does and what {yName} does cannot be told apart. Add runs of one {xName} with different {yName}.";
    }

    /// <summary>The power whose furthest point is nearest, and the factor of that point. The width of the band that holds all points is convex in the power.</summary>
    private static (double Power, double Factor) Nearest(double[] u, double[] v)
    {
        var range = u.Max() - u.Min();
        var reach = range > 0 ? (v.Max() - v.Min()) / range : 0;
        double low = -2 * reach,
            high = 2 * reach;
        for (var i = 0; i < Thirds; i++)
        {
            var third = (high - low) / 3;
            if (Width(low + third) <= Width(high - third))
            {
                high -= third;
            }
            else
            {
                low += third;
            }
        }

        var power = (low + high) / 2;
        return (power, Elementary.Exp(Width(power) / 2));

        double Width(double slope)
        {
            double least = double.PositiveInfinity,
                most = double.NegativeInfinity;
            for (var i = 0; i < u.Length; i++)
            {
                var rest = v[i] - (slope * u[i]);
                least = Math.Min(least, rest);
                most = Math.Max(most, rest);
            }

            return most - least;
        }
    }
}
