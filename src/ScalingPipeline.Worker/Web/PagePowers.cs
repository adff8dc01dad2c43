namespace ScalingPipeline.Worker.Web;

/// <summary>What a browser may do with a page besides showing it; a route without it may do nothing.</summary>
/// <param name="Forms">Send forms to this server.</param>
/// <param name="Script">Run the script of this server, which asks it for news.</param>
internal sealed record PagePowers(bool Forms = false, bool Script = false);
