namespace ScalingPipeline.Worker.Hosting;

/// <summary>What the demo shows.</summary>
/// <param name="LogFolder">Where it drops its logs: the watched folder.</param>
/// <param name="Data">Its data folder.</param>
internal sealed record DemoOptions(string LogFolder, string Data);
