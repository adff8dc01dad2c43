using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Domains;
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

    /// <summary>The code of the alert it should raise; null when it should be absorbed without one.</summary>
    public abstract string? ExpectedAlert { get; }

    /// <summary>The codes that may come beside it or in its place: which rule tells a story best depends on siblings and size.</summary>
    public virtual IReadOnlyList<string> OtherAlerts => [];

    /// <summary>The cause codes that are right for it, the most telling first; <c>open</c> where the logs do not show more. Empty when it should be absorbed.</summary>
    public abstract IReadOnlyList<string> ExpectedCauses { get; }

    /// <summary>The size of the fault by name, in the order of <c>LABELS.json</c>.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, double>> Parameters => FaultSizes.Of(this);

    /// <summary>The same fault with one size changed.</summary>
    /// <param name="name">A name of <see cref="Parameters"/>.</param>
    /// <param name="value">In the unit that the name says.</param>
    /// <exception cref="ArgumentException">The fault has no such size, or not that large or small.</exception>
    public Fault With(string name, double value)
    {
        var changed = (Fault)MemberwiseClone();
        FaultSizes.Set(changed, name, value);
        return changed;
    }

    internal virtual double LearningRateFactor => 1;

    internal virtual string Schedule => "cosine";

    internal virtual bool Clips => true;

    internal virtual int WarmupSteps(int healthy) => healthy;

    /// <summary>The rate of a step over its peak.</summary>
    internal virtual double RateShare(double healthy, CurvePoint at) => healthy;

    /// <summary>How many updates of a healthy run the updates done are worth.</summary>
    internal virtual int Worth(CurvePoint at) => at.Updates;

    internal virtual double GradientFactorAt(CurvePoint at) => 1;

    internal virtual double OnTrainingLoss(double healthy, CurvePoint at) => healthy;

    internal virtual double OnEvaluationLoss(double healthy, CurvePoint at) => healthy;

    /// <summary>The loss of every context position over the healthy one, once the run has learned; null when none changes.</summary>
    internal virtual double[]? OnPositions(SimulatedDomain domain) => null;

    /// <summary>The loss of an evaluation sequence (0-based) over the healthy one.</summary>
    internal virtual double OnSequence(int sequence, CurvePoint at) => 1;

    internal virtual void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random) { }

    internal virtual void OnEvaluationLosses(Span<float> losses, SeededRandom random) { }

    /// <summary>How often every evaluation holds its set, each time under new sequence numbers.</summary>
    internal virtual int EvaluationCopies => 1;

    internal virtual IReadOnlyList<SimulatedFile> OnTrainingFiles(
        IReadOnlyList<SimulatedFile> parts
    ) => parts;
}
