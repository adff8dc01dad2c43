using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>The training loss of a run, block by block, against the prediction of its siblings.</summary>
public sealed class SiblingTrack
{
    /// <summary>Fewer references than this give no prediction.</summary>
    public const int LeastReferences = 2;

    /// <summary>The sigma of a flat stretch: residuals are rescaled to it, so that limits read as percentages.</summary>
    private const double FlatSigma = 0.019;

    private readonly IReadOnlyDictionary<int, double> _seedLimits;

    private SiblingTrack(
        IReadOnlyList<BlockResidual> residuals,
        IReadOnlyList<string> references,
        double deviation,
        double decadesBeyond,
        double noiseGain,
        IReadOnlyDictionary<int, double> seedLimits
    )
    {
        _seedLimits = seedLimits;
        NoiseGain = noiseGain;
        Residuals = residuals;
        References = references;
        Deviation = deviation;
        DecadesBeyond = decadesBeyond;
    }

    public static SiblingTrack None { get; } =
        new([], [], double.NaN, 0, 0, new Dictionary<int, double>());

    /// <summary>The compared blocks, ascending; empty with fewer than two references.</summary>
    public IReadOnlyList<BlockResidual> Residuals { get; }

    /// <summary>The siblings behind the prediction.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Kriging SD of the prediction, in ln loss.</summary>
    public double Deviation { get; }

    /// <summary>How far the run lies outside the sizes of its siblings, in decades of N; 0 inside.</summary>
    public double DecadesBeyond { get; }

    /// <summary>See <see cref="KrigingWeights.NoiseGain"/>.</summary>
    public double NoiseGain { get; }

    /// <param name="curve">The run's curve, possibly in another unit than it was read in.</param>
    /// <param name="parameters">N of the run.</param>
    /// <param name="references">Siblings that may serve as references.</param>
    public static SiblingTrack Of(
        BlockCurve curve,
        double parameters,
        IReadOnlyList<RunView> references
    )
    {
        // Where fewer than two references have come as far, the blocks that the second of them has are compared.
        var furthest = references
            .Select(r => r.Curve?.Complete ?? 0)
            .OrderDescending()
            .ElementAtOrDefault(LeastReferences - 1);
        var horizon = Math.Min(curve.Complete, furthest);
        var present = references.Where(r => r.Curve is { } c && c.Complete >= horizon).ToArray();
        if (horizon <= LossBlocks.FirstCompared || present.Length < LeastReferences)
        {
            return None;
        }

        var kriging = KrigingWeights.For(Array.ConvertAll(present, r => r.Parameters), parameters);
        return new SiblingTrack(
            SiblingComparison.Residuals(
                curve.Blocks,
                Array.ConvertAll(present, r => r.Curve!.Blocks),
                kriging
            ),
            Array.ConvertAll(present, r => r.Name),
            kriging.Deviation,
            kriging.DecadesBeyond,
            kriging.NoiseGain,
            SeedLimits([.. present.Where(r => r.Parameters == parameters)])
        );
    }

    /// <summary>What the other runs of the same size leave a healthy one at a block, in ln loss; infinite with fewer than four of them.</summary>
    public double SeedLimit(BlockResidual residual) =>
        _seedLimits.GetValueOrDefault(residual.Index, double.PositiveInfinity);

    private static Dictionary<int, double> SeedLimits(RunView[] seeds) =>
        seeds.Length < Seeds.Least - 1
            ? []
            : Enumerable
                .Range(0, seeds.Min(s => s.Curve!.Complete))
                .ToDictionary(
                    b => b,
                    b => Seeds.Band(seeds.Select(s => s.Curve!.Blocks[b].LogLoss)).Limit
                );

    /// <summary>A residual in the percent of a flat, quiet stretch: a steep or noisy block counts for less.</summary>
    public static double Scaled(BlockResidual residual) =>
        residual.Z * Math.Min(FlatSigma, residual.Sigma);
}
