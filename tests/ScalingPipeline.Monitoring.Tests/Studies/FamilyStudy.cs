using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Studies;

/// <summary>How the rules do on simulated families whose runs keep an offset of their own for good, as real small models do: five sizes, one run each.</summary>
/// <param name="families">How many.</param>
/// <param name="offset">SD of the lasting offset of ln loss; .01 to .02 was measured on small models.</param>
internal sealed class FamilyStudy(int families, double offset)
{
    /// <summary>Share of the schedule at which a step comes and a ramp begins.</summary>
    private const double Onset = 0.4;

    private static readonly double[] _looks = [0.6, 0.8, 1];

    /// <summary>Every family once, with one of its runs as it was at a share of its schedule and the others complete.</summary>
    /// <returns>Run-evaluations, and the alerts of healthy runs that they raised.</returns>
    public (int Evaluations, IReadOnlyList<AlertCondition> Alarms) FalseAlarms(double progress) =>
        (
            families * new SimulatedFamily().Sizes.Count,
            [
                .. Families()
                    .Select(
                        (runs, family) => runs.With(family % runs.Count, r => Until(r, progress))
                    )
                    .AsParallel()
                    .SelectMany(Alerts),
            ]
        );

    /// <summary>The share of families in which one run with an effect is alerted by its end.</summary>
    /// <param name="effect">In ln loss, by share of the schedule.</param>
    public double Found(Func<double, double> effect) =>
        Families()
            .Select((runs, family) => runs.With(family % runs.Count, r => Changed(r, effect)))
            .Select((runs, family) => (Runs: runs, Faulty: family % runs.Length))
            .AsParallel()
            .Count(f =>
                _looks.Any(look =>
                    Alerts(f.Runs.With(f.Faulty, r => Until(r, look)))
                        .Any(c => c.Run == f.Runs[f.Faulty].Name)
                )
            ) / (double)families;

    public static double Level(double size, double progress) => size;

    public static double Step(double size, double progress) => progress < Onset ? 0 : size;

    public static double Ramp(double size, double progress) =>
        progress < Onset ? 0 : size * (progress - Onset) / (1 - Onset);

    private IEnumerable<IReadOnlyList<Run>> Families() =>
        Enumerable
            .Range(1, families)
            .Select(seed => new SimulatedFamily { Seed = seed, RunOffset = offset }.Runs());

    private static Run Changed(Run run, Func<double, double> effect) =>
        run.Mapped(
            (step, loss) => loss * Math.Exp(effect(step / (double)run.Metadata.TotalSteps!.Value))
        );

    private static Run Until(Run run, double progress) =>
        progress >= 1 ? run : run.Until((long)(progress * run.Metadata.TotalSteps!.Value));

    private static IEnumerable<AlertCondition> Alerts(IEnumerable<Run> runs) =>
        SimulatedDomain.Alerts(runs).Where(c => c.Severity > AlertSeverity.Info);
}
