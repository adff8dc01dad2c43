namespace ScalingPipeline.Reporting;

/// <summary>How much of many runs a page shows: charts stay, their curves get fewer corners and their tables fewer rows. The JSON report always has all.</summary>
/// <param name="CurveCorners">Corners that a learning curve keeps where there are many.</param>
/// <param name="RunRows">Rows of the table of runs of a domain.</param>
/// <param name="NumberRows">Rows of the table beside a chart.</param>
public sealed record ReportDetail(int CurveCorners, int RunRows, int NumberRows)
{
    /// <summary>Every run, for pages that show one domain.</summary>
    public static ReportDetail Full { get; } = new(16, int.MaxValue, 60);

    /// <summary>From the most to the least: the report has the first with which it stays small enough to be sent, else the last.</summary>
    internal static IReadOnlyList<ReportDetail> Levels { get; } =
    [Full, new(12, 200, 30), new(8, 60, 12), new(4, 20, 5)];
}
