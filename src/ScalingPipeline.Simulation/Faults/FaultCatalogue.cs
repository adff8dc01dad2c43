namespace ScalingPipeline.Simulation.Faults;

/// <summary>The faults by name, each with its default size.</summary>
public static class FaultCatalogue
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new LearningRateTooHigh(),
        new LoggedInBits(),
        new SumsInsteadOfMeans(),
        new LossSpike(),
        new Divergence(),
        new DataSwitch(),
        new NanRows(),
        new DuplicatedPart(),
        new MissingPart(),
        new TokenCounterWrong(),
        new HalfWrittenFile(),
        new BetterThanTrend(),
        new LearningRateTooLow(),
        new NoWarmup(),
        new NoDecay(),
        new RepeatedData(),
        new CorruptedTargets(),
        new ContextReset(),
        new TruncatedAttention(),
        new OptimizerReset(),
        new WeightsLost(),
        new EvaluationCountedTwice(),
        new RowsOutOfOrder(),
        new TruncatedLog(),
        new FirstTokenWrong(),
        new MemorisedSequences(),
    ];

    /// <exception cref="ArgumentException">There is no fault of that name.</exception>
    public static Fault Named(string name) =>
        All.FirstOrDefault(fault => string.Equals(fault.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException(
            $"There is no fault '{name}'; choose from {string.Join(", ", All.Select(fault => fault.Name))}."
        );
}
