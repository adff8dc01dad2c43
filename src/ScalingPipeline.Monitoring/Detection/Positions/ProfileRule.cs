using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Positions;

/// <summary>The loss by context position has another shape than the siblings': a context that is cut, forgotten or masked.</summary>
internal static class ProfileRule
{
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (
            PairedProfile.Last(view, references) is not { } profile
            || (ProfileSignature.OfContext(profile) ?? ProfileSignature.OfShape(profile))
                is not { } found
        )
        {
            return null;
        }

        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.ContextProfile,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            SinceStep = profile.Step,
            Message = $"{found.Message} at step {Words.Count(profile.Step)}.",
            Cause = found.Cause.Text,
            CauseCode = found.Cause.Code,
            NextStep = found.Cause.NextStep,
            Evidence =
                $"Compared position by position with {Words.Many(profile.References.Count, "sibling", "siblings")} on the same sequences. {found.Evidence}",
        };
    }

    /// <summary>How far the profile of a run is off that of others, over the limit; 0 where nothing shows, NaN where it cannot be told.</summary>
    public static double Strength(RunView view, IReadOnlyList<RunView> references) =>
        PairedProfile.Last(view, references) is { } profile
            ? ProfileSignature.Of(profile)?.Strength ?? 0
            : double.NaN;
}
