namespace ScalingPipeline.Reporting.Figures;

/// <summary>A chart with its title, what it shows in one sentence, and its numbers.</summary>
/// <param name="Id">Unique in the page.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Caption">Plain text.</param>
/// <param name="Svg">Markup: an svg element, styled by <see cref="Charts.ChartStyle.Css"/>.</param>
/// <param name="Numbers">What is plotted.</param>
public sealed record Figure(string Id, string Title, string Caption, string Svg, DataTable Numbers);
