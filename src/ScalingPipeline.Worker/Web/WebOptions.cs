using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Worker.Web;

/// <summary>The service's own page and API. Section <c>Web</c>.</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>Where the page is served; the machine itself only. Default: http://127.0.0.1:5080; port 0 takes any free port.</summary>
    [Required]
    public string Url { get; set; } = "http://127.0.0.1:5080";
}
