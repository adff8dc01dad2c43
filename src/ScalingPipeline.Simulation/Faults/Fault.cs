using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Files;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// One way in which a run or its logs go wrong, with the alert that it should raise. A fault acts where it would act in life: on the
/// learning curve, on the numbers as logged, or on the files.
/// </summary>
public abstract class Fault
{
    private protected Fault() { }

    /// <summary>As on the command line and in <c>LABELS.json</c>, e.g. <c>learning-rate-too-high</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What happened, one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>The code of the alert it should raise, others may come with it; null when it should be absorbed without one.</summary>
    public abstract string? ExpectedAlert { get; }

    /// <summary>The size of the fault by name, in the order of <c>LABELS.json</c>.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, double>> Parameters { get; }

    internal virtual double LearningRateFactor => 1;

    internal virtual bool Clips => true;

    internal virtual double GradientFactorAt(CurvePoint at) => 1;

    internal virtual double OnTrainingLoss(double healthy, CurvePoint at) => healthy;

    internal virtual double OnEvaluationLoss(double healthy, CurvePoint at) => healthy;

    internal virtual void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random) { }

    internal virtual void OnEvaluationLosses(Span<float> losses, SeededRandom random) { }

    internal virtual IReadOnlyList<SimulatedFile> OnTrainingFiles(
        IReadOnlyList<SimulatedFile> parts
    ) => parts;
}
