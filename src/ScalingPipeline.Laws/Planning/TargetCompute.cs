using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Laws.Planning;

/// <summary>The compute at which a loss is forecast to be reached, and the range that the interval of the forecast leaves open.</summary>
/// <param name="Expected">C in FLOP at which the point forecast reaches the loss.</param>
/// <param name="Least">The least C at which the lower end of the interval reaches it; null when it does so further below than was looked.</param>
/// <param name="Surely">The least C at which the upper end reaches it; null when none does within the reach of the forecast: the interval widens with distance and may never get there.</param>
public readonly record struct TargetCompute(double Expected, double? Least, double? Surely)
{
    /// <summary>How far from the expected compute is looked, in factors.</summary>
    public const double Reach = 1e4;

    private const double Step = 1.25;
    private const int Halvings = 40;

    /// <summary>Walks from the expected compute down and up until an end of the interval crosses the loss, then halves.</summary>
    /// <param name="forecast">The forecast of the best use of C FLOP; null where none may be made.</param>
    /// <param name="expected">Where the point forecast reaches the loss.</param>
    /// <param name="loss">The loss to reach, in nats.</param>
    public static TargetCompute Of(Func<double, Forecast?> forecast, double expected, double loss)
    {
        return new TargetCompute(
            expected,
            Crossing(1 / Step, c => forecast(c) is { } f ? f.Low > loss : null),
            Crossing(Step, c => forecast(c) is { } f ? f.High <= loss : null)
        );

        // The larger or smaller C nearest to the expected one at which the answer is yes; null once there is no answer.
        double? Crossing(double step, Func<double, bool?> isBeyond)
        {
            var inside = expected;
            while (inside < expected * Reach && inside > expected / Reach)
            {
                var outside = inside * step;
                switch (isBeyond(outside))
                {
                    case null:
                        return null;
                    case true:
                        return Between(inside, outside, isBeyond);
                    default:
                        inside = outside;
                        break;
                }
            }

            return null;
        }
    }

    private static double Between(double inside, double outside, Func<double, bool?> isBeyond)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = Math.Sqrt(inside) * Math.Sqrt(outside);
            (inside, outside) = isBeyond(middle) == true ? (inside, middle) : (middle, outside);
        }

        return outside;
    }
}
