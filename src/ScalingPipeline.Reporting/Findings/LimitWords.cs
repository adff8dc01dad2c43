using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>What limits a run, in words.</summary>
public static class LimitWords
{
    public static string Of(Bottleneck limit) =>
        limit switch
        {
            Bottleneck.Parameters => "its size (N)",
            Bottleneck.Tokens => "its data (D)",
            _ => "compute (N and D alike)",
        };

    /// <param name="verdict">How the loss moved at the end.</param>
    /// <param name="inLaw">Whether the run is one that its law holds for: only then a floor is spoken of.</param>
    public static string Of(EndVerdict verdict, bool inLaw = true) =>
        verdict switch
        {
            EndVerdict.StillFalling => "still falling: undertrained",
            EndVerdict.Rising => "rising: getting worse",
            EndVerdict.Flattened when !inLaw => "flatter than its schedule",
            EndVerdict.Flattened => "flatter than its schedule: near a floor",
            _ => "as its schedule",
        };

    /// <summary>A slope of ln L against ln step: <c>fell by 0.104</c>.</summary>
    public static string Slope(double slope) =>
        $"{(slope > 0 ? "rose" : "fell")} by {Formatting.Number(Math.Abs(slope), 3)}";
}
