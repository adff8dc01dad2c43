namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>The content type a browser or engine is told, by the ending of the name.</summary>
internal static class ContentTypes
{
    public static string Of(string name) =>
        Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".md" => "text/markdown; charset=utf-8",
            ".json" => "application/json",
            ".svg" => "image/svg+xml",
            ".csv" => "text/csv; charset=utf-8",
            ".parquet" => "application/vnd.apache.parquet",
            _ => "application/octet-stream",
        };
}
