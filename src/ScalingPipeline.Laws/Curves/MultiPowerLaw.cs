using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Curves;

/// <summary>
/// L(t) = L0 + A S_1(t)^-alpha - LD(t), LD(t) = B sum_k (rate_(k-1) - rate_k) G(rate_k^-gamma S_k(t)), G(x) = 1 - (C x + 1)^-beta, S_k(t) the sum of the rates of the steps k to t: what a
/// learning curve gains from each decrease of its learning rate (Luo et al. 2025, arXiv 2503.12811, eq. 1 and 2).
/// </summary>
/// <param name="L0">Loss of endless training, in nats.</param>
/// <param name="A">Prefactor of the forward area.</param>
/// <param name="B">Gain for each unit of decrease of the rate.</param>
/// <param name="C">How quickly the gain comes.</param>
/// <param name="Alpha">Exponent of the forward area.</param>
/// <param name="Beta">Exponent at which the gain saturates.</param>
/// <param name="Gamma">How much quicker it comes at a small rate.</param>
public readonly record struct MultiPowerLaw(
    double L0,
    double A,
    double B,
    double C,
    double Alpha,
    double Beta,
    double Gamma
)
{
    /// <summary>The published constants of the 400M model.</summary>
    public static MultiPowerLaw Published400M { get; } =
        new(2.375, 0.654, 523.4, 2.025, 0.429, 0.594, 0.635);

    /// <summary>The predicted loss in nats after a step of a schedule, from every single decrease of the rate.</summary>
    public double Loss(LearningRateSchedule schedule, int step)
    {
        var gain = 0.0;
        for (var k = 2; k <= step; k++)
        {
            var drop = schedule.Rate(k - 1) - schedule.Rate(k);
            if (drop != 0)
            {
                var x = Elementary.Pow(schedule.Rate(k), -Gamma) * schedule.AreaBetween(k, step);
                gain += drop * (1 - Elementary.Pow((C * x) + 1, -Beta));
            }
        }

        return L0 + (A * Elementary.Pow(schedule.ForwardArea(step), -Alpha)) - (B * gain);
    }
}
