namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What the service itself has written, where logs and output share a container.</summary>
public static class OwnBlobs
{
    private static readonly string[] _prefixes = ["normalized/", "alerts/", "reports/"];

    /// <summary>True for a name under which the service writes.</summary>
    public static bool Has(string name) =>
        Array.Exists(_prefixes, own => name.StartsWith(own, StringComparison.Ordinal));
}
