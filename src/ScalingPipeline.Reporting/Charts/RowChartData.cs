namespace ScalingPipeline.Reporting.Charts;

/// <summary>One row: a name, a value, the interval around or beside it, and the value in words.</summary>
public sealed record ChartRow
{
    public required string Name { get; init; }

    public required double Value { get; init; }

    /// <summary>Low end of the interval; NaN when there is none.</summary>
    public double Low { get; init; } = double.NaN;

    public double High { get; init; } = double.NaN;

    public PointState State { get; init; }

    /// <summary>Colour and marker shape.</summary>
    public int Style { get; init; }

    /// <summary>Written at the right of the row.</summary>
    public required string Text { get; init; }
}

/// <summary>A chart with one row a value: residuals by run, exponents by domain.</summary>
public sealed record RowChartData
{
    /// <summary>Unique in the page; letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required AxisSpec X { get; init; }

    /// <summary>From the top down; give at most as many as a reader can take in.</summary>
    public required IReadOnlyList<ChartRow> Rows { get; init; }

    /// <summary>A value that gets a line of its own, e.g. zero deviation.</summary>
    public double? Reference { get; init; }

    /// <summary>Names of the styles that occur, for the legend; none when empty.</summary>
    public IReadOnlyList<(string Name, int Style)> Styles { get; init; } = [];

    /// <summary>What the bars are, for the legend.</summary>
    public required string IntervalName { get; init; }

    public required string EmptySentence { get; init; }
}
