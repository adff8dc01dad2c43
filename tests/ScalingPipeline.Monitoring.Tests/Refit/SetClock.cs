namespace ScalingPipeline.Monitoring.Tests.Refit;

/// <summary>A clock that stands until it is set.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
