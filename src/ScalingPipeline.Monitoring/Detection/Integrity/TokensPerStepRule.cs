using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>
/// A run that declares four times the tokens a step of its siblings, or a quarter, and still learns as much in every step, did not see them: counter and declaration
/// are wrong together. A factor of two is too little to tell.
/// </summary>
internal static class TokensPerStepRule
{
    private const double LeastFactor = 3.9;
    private const double Agreement = 0.05;

    /// <param name="view">The run.</param>
    /// <param name="references">Siblings with the same number of steps.</param>
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (view.Run.Metadata.TokensPerStep is not { } own || view.Curve is not { } curve)
        {
            return null;
        }

        var declared = references
            .GroupBy(r => r.Run.Metadata.TokensPerStep)
            .OrderByDescending(g => g.Count())
            .FirstOrDefault();
        if (declared?.Key is not { } usual || declared.Count() < SiblingTrack.LeastReferences)
        {
            return null;
        }

        var factor = own / (double)usual;
        var residuals = SiblingTrack.Of(curve, view.Parameters, [.. declared]).Residuals;
        if (
            Math.Abs(Elementary.Log(factor)) < Elementary.Log(LeastFactor)
            || residuals.Count < 3
            || Math.Abs(residuals.Average(r => r.Residual)) > Agreement
        )
        {
            return null;
        }

        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.TokensPerStep,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = usual,
            Observed = own,
            Message =
                $"The run declares {Words.Count(own)} tokens a step, {Words.Times(factor)} times its siblings' {Words.Count(usual)}, but its training loss is within {Words.Percent(residuals.Average(r => r.Residual))} of theirs step by step.",
            Cause =
                "tokens_per_step and the counter are wrong by the same factor: workers or gradient accumulation counted twice, or left out.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Compare tokens_per_step with batch size x context x workers; the run is left out of the laws until it is right.",
            Evidence =
                $"Against {Words.Many(declared.Count(), "sibling", "siblings")} with the same number of steps, over {Words.Many(residuals.Count, "block", "blocks")}. A factor of two cannot be told from a healthy run.",
        };
    }
}
