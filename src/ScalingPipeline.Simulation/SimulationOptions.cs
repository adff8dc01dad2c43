using ScalingPipeline.Parquet;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation;

/// <summary>What to simulate. The same options give the same numbers on every machine.</summary>
public sealed record SimulationOptions
{
    /// <summary>Default: language and math.</summary>
    public IReadOnlyList<SimulatedDomain> Domains { get; init; } =
    [PublishedDomains.Language, PublishedDomains.Mathematics];

    /// <summary>Model sizes of every domain. Default: five, 3.1 to 201 million parameters.</summary>
    public IReadOnlyList<ModelShape> Sizes { get; init; } = ModelShape.Ladder;

    /// <summary>Lengths of the schedules in optimizer steps; each is a full schedule of its own. Default: 512, 1,024 and 2,048.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [512, 1024, 2048];

    /// <summary>Default: 2^19, the batch of Kaplan et al. 2020.</summary>
    public long TokensPerStep { get; init; } = 1L << 19;

    /// <summary>Healthy runs of every size and length. Default: 1.</summary>
    public int SeedsPerSize { get; init; } = 1;

    /// <summary>
    /// Standard deviation of ln(training loss) from step to step. Default: 0.03, as measured on small text models.
    /// </summary>
    public double StepNoise { get; init; } = 0.03;

    /// <summary>
    /// Standard deviation of the lasting offset of a run's ln(loss) from its law: the noise of a seed. Default: 0.005.
    /// </summary>
    public double SeedNoise { get; init; } = 0.005;

    /// <summary>One faulty run for each, dealt over the domains in turn; they come after all healthy runs. Default: none.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Sequences of a domain's evaluation set, the same for all of its runs and checkpoints. Default: 128.</summary>
    public int EvaluationSequences { get; init; } = 128;

    /// <summary>Evaluations of a run, evenly spaced in the logarithm of the step; the last is at the last step. Default: 8.</summary>
    public int Checkpoints { get; init; } = 8;

    /// <summary>
    /// The codecs that runs are dealt. Numbers never depend on it; bytes of Gzip and Zstd depend on the version of the compression library,
    /// those of Snappy do not.
    /// </summary>
    public IReadOnlyList<CompressionCodec> Codecs { get; init; } =
    [CompressionCodec.Snappy, CompressionCodec.Zstd, CompressionCodec.Gzip];

    public long Seed { get; init; } = 1;

    /// <summary>When the first run started; the others follow it. Default: 2026-01-05T00:00Z.</summary>
    public DateTimeOffset StartedAt { get; init; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ArgumentException">The options cannot be simulated; the message lists every reason.</exception>
    public void Validate()
    {
        var faults = SimulationOptionsCheck.FaultsOf(this).ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException(
                $"The simulation cannot start: {string.Join("; ", faults)}."
            );
        }
    }
}
