namespace ScalingPipeline.Laws.Numerics;

/// <summary>A root between two points of different sign, by the method of Ridders 1979 (IEEE Transactions on Circuits and Systems 26, 979): each step halves the bracket or does better.</summary>
internal static class Root
{
    private const int MostSteps = 200;

    /// <summary>The root, to <paramref name="precision"/> relative to the larger of one and the root.</summary>
    /// <param name="function">Continuous, of different sign at the ends.</param>
    /// <param name="low">One end.</param>
    /// <param name="high">The other.</param>
    /// <param name="precision">The bracket's width at which to stop.</param>
    public static double Between(
        Func<double, double> function,
        double low,
        double high,
        double precision = 1e-15
    )
    {
        double atLow = function(low),
            atHigh = function(high);
        if (atLow == 0 || atHigh == 0)
        {
            return atLow == 0 ? low : high;
        }

        var last = double.NaN;
        for (var i = 0; i < MostSteps; i++)
        {
            var middle = low + ((high - low) / 2);
            var atMiddle = function(middle);
            var scale = Math.Sqrt((atMiddle * atMiddle) - (atLow * atHigh));
            var x =
                scale > 0 && double.IsFinite(scale)
                    ? middle + ((middle - low) * Math.Sign(atLow - atHigh) * atMiddle / scale)
                    : middle;
            var atX = function(x);
            var narrow = precision * Math.Max(1, Math.Abs(x));
            if (atX == 0 || Math.Abs(x - last) <= narrow || Math.Abs(high - low) <= narrow)
            {
                return x;
            }

            last = x;
            if (Math.Sign(atMiddle) != Math.Sign(atX))
            {
                (low, atLow, high, atHigh) = (middle, atMiddle, x, atX);
            }
            else if (Math.Sign(atLow) != Math.Sign(atX))
            {
                (high, atHigh) = (x, atX);
            }
            else
            {
                (low, atLow) = (x, atX);
            }
        }

        return last;
    }
}
