namespace ScalingPipeline.Monitoring.Laws;

public static class LawStatusExtensions
{
    /// <summary>Whether the parameters may be shown as those of the law, provisional ones included.</summary>
    public static bool IsUsable(this LawStatus status) =>
        status is LawStatus.Identified or LawStatus.Provisional;
}
