using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>The learning rates logged against what the run declares, and their shape against that of siblings with as many steps.</summary>
internal static class ScheduleRule
{
    private const double Tolerance = 0.02;

    /// <summary>A warm-up of fewer steps is not worth a word.</summary>
    private const long LeastWarmup = 10;

    /// <summary>Healthy runs of one family keep their rates within 1.4 times what the sizes give.</summary>
    private const double RateRatio = 2;

    /// <summary>In ln loss, with two siblings or three: what healthy runs keep within.</summary>
    private const double Above = 0.1;

    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> siblings)
    {
        var contradiction = Contradiction(view);
        var shape = RateShape.Of(view, siblings);
        if (contradiction is null && shape is not { Differs: true })
        {
            return null;
        }

        var differs = shape is { Differs: true };
        var cause = contradiction is { IsPeak: true } ? PeakCause(view, siblings) : Copied;
        var compared = differs
            ? $"The learning rate follows another schedule than that of {Words.Many(shape!.Siblings, "sibling", "siblings")} with as many steps: {shape.Kind}; {Words.Count(shape.Differing)} of {Words.Count(shape.Compared)} steps differ by more than {Tolerance:P0} of the peak, from step {Words.Count(shape.First!.Value)} on."
            : "";
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.LearningRateSchedule,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            SinceStep = differs ? shape!.First : view.Run.Training.Step[0],
            Message = string.Join(
                " ",
                new[] { contradiction?.Text, compared }.Where(m => m is { Length: > 0 })
            ),
            Cause = differs
                ? $"The schedule was configured differently: {shape!.Kind}."
                : cause.Text,
            CauseCode = differs ? CauseCodes.Schedule : cause.Code,
            NextStep =
                "Compare the learning-rate configuration with the siblings' and with the run's metadata. A run on another schedule is not comparable with them.",
            Evidence =
                $"Arithmetic on the learning rates logged, {Tolerance:P0} tolerance; no healthy run of a public ladder differs at any step.",
        };
    }

    private static (string Code, string Text) Copied { get; } =
        (
            CauseCodes.Logging,
            "The metadata was copied from another run, or rows of another run are in the folder."
        );

    /// <summary>A run that declares another peak than it logs: either may be wrong, unless the loss shows that it was trained so.</summary>
    private static (string Code, string Text) PeakCause(
        RunView view,
        IReadOnlyList<RunView> siblings
    )
    {
        var peak = view.Run.Training.LearningRate.Where(float.IsFinite).Max();
        var ratio = peak / view.Run.Metadata.PeakLearningRate!.Value;
        var above = GapRule.EvaluationDeviation(view, siblings) > Above;
        var rate =
            ratio > RateRatio ? "too high"
            : ratio < 1 / RateRatio ? "too low"
            : null;
        return above && rate is not null
            ? (
                ratio > 1 ? CauseCodes.RateTooHigh : CauseCodes.RateTooLow,
                $"Probably the learning rate is {rate}: {Words.Times(ratio)} times the declared one is logged, and the loss is above the siblings'. If it was not trained so, the metadata was copied from another run."
            )
            : (
                CauseCodes.Open,
                $"Cause open: the run was trained with {Words.Times(ratio)} times the rate that was meant for it, or its metadata was copied from another run, or rows of another run are in the folder."
            );
    }

    private static Contradicted? Contradiction(RunView view)
    {
        var training = view.Run.Training;
        var metadata = view.Run.Metadata;
        var rates = Enumerable
            .Range(0, training.Count)
            .Where(i => float.IsFinite(training.LearningRate[i]))
            .ToArray();
        if (rates.Length == 0)
        {
            return null;
        }

        // A log that begins after the warm-up may lack the peak: only what is higher than declared contradicts it.
        var late = RateShape.BeginsLate(view);
        var reached = metadata.WarmupSteps ?? (metadata.TotalSteps / 10);
        double peak = rates.Max(i => training.LearningRate[i]);
        if (
            metadata.PeakLearningRate is > 0 and var declared
            && training.Step[rates[^1]] > reached
            && (late ? (peak / declared) - 1 : Math.Abs((peak / declared) - 1)) > Tolerance
        )
        {
            return new Contradicted(
                $"The learning rate peaks at {peak:G3}, but the run declares {declared:G3}.",
                IsPeak: true
            );
        }

        if (metadata.WarmupSteps is >= LeastWarmup and var warmup && training.Step[0] < warmup / 4)
        {
            var top = training.Step[
                rates.First(i => training.LearningRate[i] >= (1 - Tolerance) * peak)
            ];
            if (training.Step[rates[^1]] > warmup && top < warmup / 2)
            {
                return new Contradicted(
                    $"The learning rate is at its peak at step {Words.Count(top)}, but the run declares a warm-up of {Words.Count(warmup)} steps.",
                    IsPeak: false
                );
            }
        }

        return null;
    }

    private sealed record Contradicted(string Text, bool IsPeak);
}
