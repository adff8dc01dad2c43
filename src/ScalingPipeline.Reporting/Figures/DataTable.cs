namespace ScalingPipeline.Reporting.Figures;

/// <summary>The numbers behind a chart, written out. The first column names the row.</summary>
public sealed record DataTable(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows
);
