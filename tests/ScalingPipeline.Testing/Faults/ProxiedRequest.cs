namespace ScalingPipeline.Testing.Faults;

/// <summary>A request on its way through a <see cref="FaultProxy"/>.</summary>
/// <param name="Number">1 for the first since the proxy started.</param>
/// <param name="Method"><c>GET</c> and so on.</param>
/// <param name="Target">The path and query as they were sent.</param>
public sealed record ProxiedRequest(long Number, string Method, string Target);
