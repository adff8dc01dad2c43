using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>Reproducible noise for tests whose answer is known.</summary>
internal static class SyntheticRuns
{
    /// <summary>1.5 + 2 (step + 10)^-0.3 with log-normal scatter.</summary>
    public static double[] Losses(int count, double scatter, ulong seed)
    {
        var random = new Xoshiro256(seed);
        return
        [
            .. Enumerable
                .Range(1, count)
                .Select(step =>
                    (1.5 + (2 * Math.Pow(step + 10, -0.3))) * Math.Exp(scatter * Normal(random))
                ),
        ];
    }

    /// <summary>Standard normal by Box and Muller.</summary>
    public static double Normal(Xoshiro256 random) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(random))) * Math.Cos(2 * Math.PI * Uniform(random));

    /// <summary>Uniform in [0, 1).</summary>
    public static double Uniform(Xoshiro256 random) => (random.Next() >> 11) * (1.0 / (1UL << 53));
}
