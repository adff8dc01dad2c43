using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Json;
using ScalingPipeline.Reporting.Markdown;

namespace ScalingPipeline.Reporting;

/// <summary>Writes the nightly report in its three forms. Pure: no clock, no files, lines end with <c>\n</c>.</summary>
public static class ReportWriter
{
    /// <summary>One offline page: inline styles and charts, no script, nothing loaded from elsewhere. Well-formed as XML too.</summary>
    public static string Html(ReportInput input) => HtmlReport.Write(input);

    /// <summary>The short form for chat.</summary>
    public static string Markdown(ReportInput input) => MarkdownReport.Write(input);

    /// <summary>The full numbers, in a versioned schema: <c>schemaVersion</c> grows when a field changes its name or meaning.</summary>
    public static string Json(ReportInput input) => JsonReport.Write(input);
}
