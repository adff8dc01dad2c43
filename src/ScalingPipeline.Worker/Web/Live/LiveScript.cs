using System.Net.Mime;

namespace ScalingPipeline.Worker.Web.Live;

/// <summary>The one script of the pages, served as a file of its own.</summary>
internal static class LiveScript
{
    public const string Path = "/live.js";

    private static readonly byte[] _content = Read();

    public static void MapLiveScript(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            Path,
            () => Results.Bytes(_content, $"{MediaTypeNames.Text.JavaScript}; charset=utf-8")
        );

    private static byte[] Read()
    {
        using var resource = typeof(LiveScript).Assembly.GetManifestResourceStream("live.js")!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
