using ScalingPipeline.Monitoring.Laws;

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

    public static string Of(EndVerdict verdict) =>
        verdict switch
        {
            EndVerdict.StillFalling => "still falling: undertrained",
            EndVerdict.Flattened => "flatter than its schedule: near a floor",
            _ => "as its schedule",
        };
}
