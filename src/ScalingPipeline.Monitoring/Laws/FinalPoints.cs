using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Which runs of a family enter its laws, and why the others do not.</summary>
public sealed class FinalPoints
{
    private static readonly string[] _keepsOut =
    [
        AlertCodes.UnitMismatch,
        AlertCodes.TokenCount,
        AlertCodes.NonFinite,
        AlertCodes.TrainingTrend,
        AlertCodes.FinalLoss,
        AlertCodes.Divergence,
        AlertCodes.TokensPerStep,
        AlertCodes.ClockBackwards,
        AlertCodes.EvaluationSize,
        AlertCodes.TwoPopulations,
        AlertCodes.Restart,
        AlertCodes.TrainEvaluationGap,
        AlertCodes.ContextProfile,
        AlertCodes.LearningRateSchedule,
    ];

    private const string StillTraining = ": still training";

    private FinalPoints(IReadOnlyList<FinalPoint> used, IReadOnlyList<ExcludedRun> excluded)
    {
        Used = used;
        Excluded = excluded;
    }

    /// <summary>Ordered by run.</summary>
    public IReadOnlyList<FinalPoint> Used { get; }

    /// <summary>Ordered by run.</summary>
    public IReadOnlyList<ExcludedRun> Excluded { get; }

    /// <param name="family">The runs of one family, ordered by name.</param>
    /// <param name="conditions">The alert conditions of the domain.</param>
    public static FinalPoints Of(
        IEnumerable<RunView> family,
        IReadOnlyList<AlertCondition> conditions
    )
    {
        var used = new List<FinalPoint>();
        var excluded = new List<ExcludedRun>();
        foreach (var view in family)
        {
            if (Reason(view, conditions) is { } reason)
            {
                excluded.Add(new ExcludedRun(view.Name, reason));
            }
            else
            {
                used.Add(
                    new FinalPoint(
                        view.Name,
                        view.Parameters,
                        view.Run.TokensAt(view.Final!.Step)!.Value,
                        view.Final.Loss
                    )
                );
            }
        }

        return new FinalPoints(used, excluded);
    }

    /// <summary>Why a run was left out for good, null when it was not: one that still trains may come in yet.</summary>
    internal static string? RefusalOf(string run, IEnumerable<ExcludedRun> excluded) =>
        excluded
            .Where(e =>
                string.Equals(e.Run, run, StringComparison.Ordinal)
                && !e.Reason.EndsWith(StillTraining, StringComparison.Ordinal)
            )
            .Select(e => e.Reason)
            .FirstOrDefault();

    private static string? Reason(RunView view, IReadOnlyList<AlertCondition> conditions)
    {
        if (view.Mark is { Verdict: RunVerdict.Faulty } mark)
        {
            return $"marked faulty by {mark.Author}: {mark.Comment}";
        }

        var alerts = conditions
            .Where(c =>
                c.Confirmed
                && string.Equals(c.Run, view.Name, StringComparison.Ordinal)
                && _keepsOut.Contains(c.Code, StringComparer.Ordinal)
            )
            .Select(c => c.Code)
            .ToArray();
        if (alerts.Length > 0)
        {
            return $"alerted: {string.Join(", ", alerts)}";
        }

        if (view.Run.Metadata.TotalSteps is not { } total)
        {
            return "no schedule is declared, so that its end is not known";
        }

        if (view.Final is null)
        {
            return Unfinished(view, total);
        }

        return view.Run.TokensAt(view.Final.Step) is > 0
            ? null
            : "the tokens of a step are neither declared nor logged";
    }

    private static string Unfinished(RunView view, long total)
    {
        if (view.Progress < 1)
        {
            return $"step {Words.Count(view.LastStep)} of {Words.Count(total)}{StillTraining}";
        }

        return view.Run.Evaluations.Any(e => e.Step >= total)
            ? "its final evaluation cannot be standardized: it lacks context positions, or losses, of the reference"
            : "training is done, but its final evaluation is not there yet";
    }
}
