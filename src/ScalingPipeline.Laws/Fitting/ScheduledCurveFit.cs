using ScalingPipeline.Laws.Curves;
using ScalingPipeline.Laws.Fitting.General;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits learning curves together with the schedules of their learning rates.</summary>
public static class ScheduledCurveFit
{
    /// <summary>lambda of the annealing momentum, as in most fits of Tissue et al. 2024.</summary>
    public const double DefaultDecay = 0.999;

    /// <summary>The multi-power law; the paper fits three curves: a constant rate, a cosine and two stages.</summary>
    /// <param name="points">Curve (an index into the schedules), step and loss.</param>
    /// <param name="schedules">One for each curve.</param>
    /// <param name="options">A reporting fit.</param>
    public static FittedLaw<MultiPowerLaw> MultiPower(
        IReadOnlyList<(int Curve, int Step, double Loss)> points,
        IReadOnlyList<LearningRateSchedule> schedules,
        FitOptions options
    )
    {
        var data = Table(points);
        return FormFit.Run(new MultiPowerForm(data, schedules), data, options);
    }

    /// <summary>The annealing law with a given lambda.</summary>
    /// <inheritdoc cref="MultiPower" path="/param"/>
    /// <param name="decay">lambda.</param>
    public static FittedLaw<AnnealingLaw> Annealing(
        IReadOnlyList<(int Curve, int Step, double Loss)> points,
        IReadOnlyList<LearningRateSchedule> schedules,
        FitOptions options,
        double decay = DefaultDecay
    )
    {
        var data = Table(points);
        return FormFit.Run(new AnnealingForm(data, schedules, decay), data, options);
    }

    private static LossTable Table(IReadOnlyList<(int Curve, int Step, double Loss)> points) =>
        LossTable.Of(
            ["curve", "step"],
            [
                [.. points.Select(p => p.Curve + 1.0)],
                [.. points.Select(p => (double)p.Step)],
            ],
            [.. points.Select(p => p.Loss)],
            runs: [.. points.Select(p => $"{p.Curve}")]
        );
}
