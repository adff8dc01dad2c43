using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Simulated;

internal static class SimulatedDomain
{
    public static DomainSnapshot Of(params IEnumerable<Run> runs) =>
        new()
        {
            Domain = "simulated",
            EvaluationSet = "held-out",
            ReferenceContext = SimulatedFamily.Context,
            Runs = [.. runs.OrderBy(r => r.Name, StringComparer.Ordinal)],
            Hash = "hash",
        };

    /// <summary>The conditions that would fire.</summary>
    public static AlertCondition[] Alerts(params IEnumerable<Run> runs) =>
        [.. Detector.Run(Of(runs)).Conditions.Where(c => c.Confirmed)];

    /// <summary>The runs with one of them replaced.</summary>
    public static Run[] With(this IReadOnlyList<Run> runs, int index, Func<Run, Run> change)
    {
        Run[] changed = [.. runs];
        changed[index] = change(changed[index]);
        return changed;
    }
}
