using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>What is certain from arithmetic alone: counters, gaps, losses that are no numbers.</summary>
public static class IntegrityRules
{
    private const string Certain = "Arithmetic on the log alone; no threshold is estimated.";
    private const double NonFiniteWarning = 0.05;
    private const double GapWarning = 0.01;
    private const double WellBeyond = 0.1;

    /// <summary>A log of which fewer strides are alike has no grid from which a step could be missing.</summary>
    private const double Regular = 0.5;

    public static IEnumerable<AlertCondition> Check(RunView run)
    {
        AlertCondition?[] found =
        [
            TokenCounter(run),
            NonFinite(run),
            MissingSteps(run),
            ClockRule.Check(run),
            RestartRule.Join(run),
            RestartRule.Populations(run),
        ];
        return found.OfType<AlertCondition>();
    }

    /// <summary>tokens_seen / (step x tokens_per_step) is 1 at every step.</summary>
    private static AlertCondition? TokenCounter(RunView view)
    {
        var training = view.Run.Training;
        if (view.Run.Metadata.TokensPerStep is not { } perStep)
        {
            return null;
        }

        var rows = Enumerable.Range(0, training.Count).Where(i => training.Tokens[i] > 0).ToArray();
        var wrong = rows.Where(i => training.Tokens[i] != training.Step[i] * perStep).ToArray();
        if (wrong.Length == 0)
        {
            return null;
        }

        double Ratio(int i) => training.Tokens[i] / ((double)training.Step[i] * perStep);
        var last = wrong[^1];
        var constant =
            wrong.Length == rows.Length
            && wrong.All(i => Math.Abs((Ratio(i) / Ratio(last)) - 1) < 1e-6);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.TokenCount,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = (double)training.Step[last] * perStep,
            Observed = training.Tokens[last],
            SinceStep = training.Step[wrong[0]],
            Message =
                $"The log counts {Words.Count(training.Tokens[last])} tokens at step {Words.Count(training.Step[last])}, but that many steps of {Words.Count(perStep)} tokens make {Words.Count(training.Step[last] * perStep)}; "
                + (
                    constant
                        ? $"the counter is {Words.Times(Math.Max(Ratio(last), 1 / Ratio(last)))} times too {(Ratio(last) > 1 ? "high" : "low")} throughout."
                        : $"the counter is wrong at {Words.Count(wrong.Length)} of {Words.Count(rows.Length)} steps, from step {Words.Count(training.Step[wrong[0]])} on."
                ),
            Cause = constant
                ? "A constant factor: the counter or tokens_per_step leaves out, or doubles, workers or gradient accumulation."
                : "The counter jumps: a restart that did not restore it, or parts of another run in the folder.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Compare tokens_per_step in the run's metadata with batch size x context x workers; the run is left out of the laws until they agree.",
            Evidence = Certain,
        };
    }

    private static AlertCondition? NonFinite(RunView view)
    {
        var training = view.Run.Training;
        var steps = Enumerable
            .Range(0, training.Count)
            .Where(i => !double.IsFinite(training.Loss[i]))
            .ToArray();
        var worst = view
            .Run.Evaluations.Where(e => e.NonFinite > 0)
            .MaxBy(e => e.NonFinite / (double)(e.NonFinite + e.All.Tokens));
        if (steps.Length == 0 && worst is null)
        {
            return null;
        }

        var share = training.Count == 0 ? 0 : steps.Length / (double)training.Count;
        var evaluated = worst is null
            ? 0
            : worst.NonFinite / (double)(worst.NonFinite + worst.All.Tokens);
        var atEnd = steps.Length > 0 && steps[^1] == training.Count - 1;
        var serious = share > NonFiniteWarning || evaluated > NonFiniteWarning || atEnd;
        var parts = new List<string>();
        if (steps.Length > 0)
        {
            parts.Add(
                $"{Words.Count(steps.Length)} of {Words.Count(training.Count)} training losses are not finite, the first at step {Words.Count(training.Step[steps[0]])}{(atEnd ? " and the last one logged too" : "")}"
            );
        }

        if (worst is not null)
        {
            parts.Add(
                $"{evaluated:P1} of the losses of the evaluation '{worst.Set}' at step {Words.Count(worst.Step)} are not finite"
            );
        }

        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.NonFinite,
            Severity = serious ? AlertSeverity.Warning : AlertSeverity.Info,
            Confirmed = serious,
            Expected = 0,
            Observed = Math.Max(share, evaluated),
            SinceStep = steps.Length > 0 ? training.Step[steps[0]] : worst!.Step,
            Message =
                $"{string.Join("; ", parts)}. They are left out of every mean, never counted as zero.",
            Cause = atEnd
                ? "The run has diverged to losses that are no numbers, or its last log rows are damaged."
                : "Cause open: overflow in single batches, or damaged log rows.",
            CauseCode = CauseCodes.Logging,
            NextStep = atEnd
                ? "Stop the run and restart it from the last good checkpoint with a lower learning rate or gradient clipping."
                : "Look at grad_norm and the batches of those steps.",
            Evidence =
                $"{Certain} A warning above {NonFiniteWarning:P0} or when the last loss is not finite.",
        };
    }

    /// <summary>Steps between the first and the last one, before the first and, once the run has ended, after the last.</summary>
    private static AlertCondition? MissingSteps(RunView view)
    {
        var step = view.Run.Training.Step;
        if (step.Length < 3)
        {
            return null;
        }

        var strides = step.Zip(step.Skip(1), (a, b) => b - a).ToArray();
        var most = strides
            .GroupBy(s => s)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key)
            .First();
        if (most.Count() < Regular * strides.Length)
        {
            return null;
        }

        var usual = most.Key;
        var gaps = Enumerable
            .Range(0, strides.Length)
            .Where(i => strides[i] > usual)
            .Select(i => (From: step[i], To: step[i + 1]))
            .ToList();
        if (step[0] > 2 * usual)
        {
            gaps.Insert(0, (0, step[0]));
        }

        // A part may still be on its way: a gap is one once the log has gone on well beyond it.
        var final = view.Progress >= 1;
        if (final && view.Run.Metadata.TotalSteps - step[^1] >= 2 * usual)
        {
            gaps.Add((step[^1], view.Run.Metadata.TotalSteps!.Value + usual));
        }

        var missing = gaps.Sum(g => ((g.To - g.From) / usual) - 1);
        if (missing == 0)
        {
            return null;
        }

        var share = missing / (double)(missing + step.Length);
        var largest = gaps.MaxBy(g => g.To - g.From);
        var wellBeyond =
            step[^1] - largest.To >= WellBeyond * (view.Run.Metadata.TotalSteps ?? long.MaxValue);
        var where =
            largest.From == 0 ? $"before step {Words.Count(step[0])}, where the log begins"
            : largest.From == step[^1] ? $"after step {Words.Count(step[^1])}, where the log ends"
            : $"between steps {Words.Count(largest.From)} and {Words.Count(largest.To)}";
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.MissingSteps,
            Severity = share > GapWarning ? AlertSeverity.Warning : AlertSeverity.Info,
            Confirmed = share > GapWarning && (final || wellBeyond),
            Expected = missing + step.Length,
            Observed = step.Length,
            SinceStep = Math.Max(gaps[0].From, 1),
            Message =
                $"{Words.Count(missing)} training steps ({share:P1}) are missing from the log; the largest gap lies {where}.",
            Cause =
                "A part of the log was not uploaded, was cut off, or was written under another name.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Upload the missing part; the rest of the run stays in use, and nothing is interpolated across the gap.",
            Evidence =
                $"{Certain} A warning above {GapWarning:P0} of the steps, once the log has gone on for {WellBeyond:P0} of the schedule.",
        };
    }
}
