using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Curves;

/// <summary>The decreases of a schedule up to one step, neighbouring ones taken together: what the gain of a multi-power law is summed over.</summary>
internal sealed class RateDrops
{
    /// <summary>A cosine of any length in so many pieces is summed to better than 1e-5 of its gain.</summary>
    private const int Pieces = 256;

    private readonly (double Drop, double LogRate, double LogArea)[] pieces;

    public RateDrops(LearningRateSchedule schedule, int step)
    {
        LogForwardArea = Elementary.Log(schedule.ForwardArea(step));
        var drops = Enumerable
            .Range(2, Math.Max(0, step - 1))
            .Where(k => schedule.Rate(k - 1) != schedule.Rate(k))
            .ToArray();
        var together = Math.Max(1, (drops.Length + Pieces - 1) / Pieces);
        pieces =
        [
            .. drops
                .Chunk(together)
                .Select(group =>
                {
                    var middle = group[group.Length / 2];
                    return (
                        schedule.Rate(group[0] - 1) - schedule.Rate(group[^1]),
                        Elementary.Log(schedule.Rate(middle)),
                        Elementary.Log(schedule.AreaBetween(middle, step))
                    );
                }),
        ];
    }

    public double LogForwardArea { get; }

    /// <summary>
    /// sum of drop (1 - (C rate^-gamma S + 1)^-beta), with its gradient and packed Hessian by ln C, beta and gamma. With p = ln C - gamma ln rate + ln S, q = ln(1 + exp p), s = dq/dp and w = exp(-beta q):
    /// ln w has the gradient (-beta s, -q, beta s ln rate).
    /// </summary>
    public double Gain(
        double logC,
        double beta,
        double gamma,
        Span<double> gradient,
        Span<double> hessian
    )
    {
        gradient.Clear();
        hessian.Clear();
        Span<double> first = stackalloc double[3];
        var sum = 0.0;
        foreach (var (drop, logRate, logArea) in pieces)
        {
            var p = logC - (gamma * logRate) + logArea;
            var q = Elementary.Softplus(p);
            var s = 1 / (1 + Elementary.Exp(-p));
            var w = Elementary.Exp(-beta * q);
            var bend = -beta * s * (1 - s);
            sum += drop * (1 - w);
            first[0] = -beta * s;
            first[1] = -q;
            first[2] = beta * s * logRate;

            // Second derivatives of ln w: by (C, C), (beta, C), (beta, beta), (gamma, C), (gamma, beta), (gamma, gamma).
            ReadOnlySpan<double> second =
            [
                bend,
                -s,
                0,
                -bend * logRate,
                s * logRate,
                bend * logRate * logRate,
            ];
            for (int i = 0, k = 0; i < 3; i++)
            {
                gradient[i] -= drop * w * first[i];
                for (var j = 0; j <= i; j++, k++)
                {
                    hessian[k] -= drop * w * ((first[i] * first[j]) + second[k]);
                }
            }
        }

        return sum;
    }
}
