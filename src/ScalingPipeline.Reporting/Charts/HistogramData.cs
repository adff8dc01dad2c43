namespace ScalingPipeline.Reporting.Charts;

/// <summary>One bar from <paramref name="From"/> to <paramref name="To"/>.</summary>
/// <param name="From">Left end on the x axis.</param>
/// <param name="To">Right end.</param>
/// <param name="Height">On the y axis, not negative.</param>
/// <param name="Low">Low end of where the height lies when all is as it should be; NaN when that is not known.</param>
/// <param name="High">High end.</param>
/// <param name="Text">Written over the bar where it fits.</param>
public sealed record HistogramBin(
    double From,
    double To,
    double Height,
    double Low,
    double High,
    string Text
);

/// <summary>Bars over an interval, held against the height that all should have.</summary>
public sealed record HistogramData
{
    /// <summary>Unique in the page; letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What is to be seen, for those who cannot see it.</summary>
    public required string Description { get; init; }

    public required AxisSpec X { get; init; }

    public required AxisSpec Y { get; init; }

    /// <summary>From left to right, without gaps; none: the sentence is shown.</summary>
    public required IReadOnlyList<HistogramBin> Bins { get; init; }

    /// <summary>The height that all bars should have.</summary>
    public required double Reference { get; init; }

    /// <summary>What the bars are, for the legend.</summary>
    public required string BarName { get; init; }

    /// <summary>What <see cref="Reference"/> is, for the legend.</summary>
    public required string ReferenceName { get; init; }

    /// <summary>What the ranges of the bins are, for the legend.</summary>
    public required string RangeName { get; init; }

    public required string EmptySentence { get; init; }
}
