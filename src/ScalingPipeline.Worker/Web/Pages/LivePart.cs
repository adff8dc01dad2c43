using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>A part of a page that the script shows anew when something has changed.</summary>
internal static class LivePart
{
    /// <param name="html">The page.</param>
    /// <param name="name">Unique in the page.</param>
    /// <param name="content">Writes the part.</param>
    public static void Live(this MarkupWriter html, string name, Action content)
    {
        html.Line($"<div data-live=\"{name}\">");
        content();
        html.Line($"</div>");
    }
}
