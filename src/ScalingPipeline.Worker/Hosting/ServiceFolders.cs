namespace ScalingPipeline.Worker.Hosting;

/// <summary>Where one installation keeps what it has: everything below one data folder unless it is told otherwise.</summary>
/// <param name="Data">State and output.</param>
/// <param name="Pipelines">Pipeline definitions.</param>
/// <param name="Logs">The watched folder or container URL; null: <c>logs</c> in the data folder.</param>
public sealed record ServiceFolders(string Data, string Pipelines, string? Logs = null)
{
    /// <summary>The folder in a data folder in which the demo keeps what it has.</summary>
    public const string Demo = "demo";

    /// <summary>The definitions that come with the service.</summary>
    public static string ShippedPipelines { get; } =
        Path.Combine(AppContext.BaseDirectory, "pipelines");

    public string State => Path.Combine(Data, "state.db");

    public string Settings => Path.Combine(Data, "settings.json");

    public string LogFolder => Logs ?? Path.Combine(Data, "logs");
}
