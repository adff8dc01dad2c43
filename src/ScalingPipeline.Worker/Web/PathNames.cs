using Microsoft.AspNetCore.Http.Features;

namespace ScalingPipeline.Worker.Web;

/// <summary>Names from outside in the paths of pages and of the API: any text, written into one part of a path and read back as it was.</summary>
internal static class PathNames
{
    public static string Domain(string domain) => $"/domains/{Uri.EscapeDataString(domain)}";

    public static string Run(string domain, string run) =>
        $"{Domain(domain)}/runs/{Uri.EscapeDataString(run)}";

    /// <param name="domain">The domain.</param>
    /// <param name="law">As in <see cref="Monitoring.Laws.LawRecord.Law"/>.</param>
    public static string Law(string domain, string law) =>
        $"{Domain(domain)}/laws/{Uri.EscapeDataString(law)}";

    /// <summary>The name in a part of the path that was asked for. Read as it was sent: the server does not unescape a slash, and so leaves no difference between one that was escaped once and twice.</summary>
    /// <param name="http">The request.</param>
    /// <param name="part">0 for the first part of the path.</param>
    /// <returns>Empty when the path is not so long.</returns>
    public static string NameIn(this HttpContext http, int part)
    {
        var sent = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = sent is ['/', ..] ? sent.Split('?', 2)[0] : http.Request.Path.Value ?? "";
        var parts = path.Split('/').Skip(1);
        return Uri.UnescapeDataString(parts.ElementAtOrDefault(part) ?? "");
    }
}
