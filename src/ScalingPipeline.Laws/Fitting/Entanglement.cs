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

    /// <summary>The sentence to show when the effects of x and y cannot be told apart, or are only by one run, whose own noise then decides; null when they can.</summary>
    /// <param name="x">One value for each row.</param>
    /// <param name="y">As many.</param>
    /// <param name="run">The run of each row.</param>
    /// <param name="xName">For the sentence.</param>
    /// <param name="yName">For the sentence.</param>
    public static string? Of(double[] x, double[] y, int[] run, string xName, string yName)
    {
        if (x.Length == 0)
        {
            return null;
        }

        var u = Array.ConvertAll(x, Elementary.Log);
        var v = Array.ConvertAll(y, Elementary.Log);
        var band = Band.Of(u, v);
        if (band.Factor <= LeastFactor)
        {
            return $"{yName} goes with {xName}^{band.Power:F2} at every point, within a factor {band.Factor:F2}: what {xName} does and what {yName} does cannot be told apart. {Advice()}";
        }

        // A run that does not touch the band leaves it as wide as it is.
        foreach (var alone in band.Touching.Select(i => run[i]).Distinct())
        {
            var rest = Enumerable.Range(0, run.Length).Where(i => run[i] != alone).ToArray();
            if (rest.Length == 0)
            {
                continue;
            }

            var without = Band.Of(
                Array.ConvertAll(rest, i => u[i]),
                Array.ConvertAll(rest, i => v[i])
            );
            if (without.Factor <= LeastFactor)
            {
                var at = Array.IndexOf(run, alone);
                return $"What {xName} does and what {yName} does is not identified: it rests on one run, that of {xName} {x[at]:G4} and {yName} {y[at]:G4}; in all others {yName} goes with {xName}^{without.Power:F2}, within a factor {without.Factor:F2}. {Advice()}";
            }
        }

        return null;

        string Advice() => $"Add runs of one {xName} with different {yName}.";
    }

    /// <summary>The narrowest band about a power that holds all points.</summary>
    /// <param name="Power">Its slope in logs.</param>
    /// <param name="Factor">How far the furthest point lies from its middle.</param>
    /// <param name="Touching">The points that keep it from being narrower.</param>
    private readonly record struct Band(double Power, double Factor, int[] Touching)
    {
        /// <summary>The width of the band is convex in the power.</summary>
        public static Band Of(double[] u, double[] v)
        {
            var range = u.Max() - u.Min();
            var reach = range > 0 ? (v.Max() - v.Min()) / range : 0;
            double low = -2 * reach,
                high = 2 * reach;
            for (var i = 0; i < Thirds; i++)
            {
                var third = (high - low) / 3;
                if (Ends(low + third).Width <= Ends(high - third).Width)
                {
                    high -= third;
                }
                else
                {
                    low += third;
                }
            }

            var power = (low + high) / 2;
            var slack = 1e-6 * reach;
            var (before, after) = (Ends(power - slack), Ends(power + slack));
            return new Band(
                power,
                Elementary.Exp(Ends(power).Width / 2),
                [before.Least, before.Most, after.Least, after.Most]
            );

            (double Width, int Least, int Most) Ends(double slope)
            {
                int least = 0,
                    most = 0;
                for (var i = 1; i < u.Length; i++)
                {
                    least = Rest(i) < Rest(least) ? i : least;
                    most = Rest(i) > Rest(most) ? i : most;
                }

                return (Rest(most) - Rest(least), least, most);

                double Rest(int i) => v[i] - (slope * u[i]);
            }
        }
    }
}
