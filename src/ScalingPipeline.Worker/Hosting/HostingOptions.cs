using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>How the process lives and ends. Section <c>Hosting</c>.</summary>
public sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>
    /// After SIGTERM or SIGINT nothing new is begun; what is under way may end for so long, then it is abandoned and begun again by the next process.
    /// Default: 25 s, less than the 30 s that Kubernetes and Container Apps grant.
    /// </summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "01:00:00",
        ErrorMessage = "Hosting:ShutdownTimeout must be between 0 and 1 h."
    )]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(25);
}
