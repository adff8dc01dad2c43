namespace ScalingPipeline.Reporting.Charts;

/// <summary>How a run stands in a chart.</summary>
public enum PointState
{
    /// <summary>A fitted or healthy run: filled.</summary>
    Normal,

    /// <summary>A run with an open alert: in the alert colour, with its name.</summary>
    Alerted,

    /// <summary>A run that was left out of the fit: hollow.</summary>
    Excluded,

    /// <summary>What a law predicts: an open marker with its interval.</summary>
    Forecast,
}

/// <summary>One marker. <paramref name="Low"/> and <paramref name="High"/> span its interval in y; NaN when it has none.</summary>
public sealed record ChartPoint(
    double X,
    double Y,
    string Name,
    PointState State = PointState.Normal,
    double Low = double.NaN,
    double High = double.NaN,
    string? Label = null
);

/// <summary>One corner of a curve.</summary>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>One place of an interval band.</summary>
public readonly record struct BandPoint(double X, double Low, double High);

/// <summary>Markers, a curve and a band of one colour: a family, a size or a domain.</summary>
public sealed record ChartSeries
{
    /// <summary>As it stands in the legend.</summary>
    public required string Name { get; init; }

    /// <summary>Which colour and marker shape it has.</summary>
    public required int Style { get; init; }

    public IReadOnlyList<ChartPoint> Points { get; init; } = [];

    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];

    public IReadOnlyList<BandPoint> Band { get; init; } = [];

    /// <summary>Draws the curve dashed: the data do not pin its law down.</summary>
    public bool IsTentative { get; init; }

    /// <summary>Draws the points as a thin line of measurements instead of as markers.</summary>
    public bool PointsAsLine { get; init; }

    /// <summary>Written at the right end of the curve or line, where it fits.</summary>
    public string? EndLabel { get; init; }
}

/// <summary>A thin grey line behind everything: one learning curve.</summary>
public sealed record BackgroundCurve(string Name, bool Alerted, IReadOnlyList<CurvePoint> Points);

/// <summary>A chart of y over x.</summary>
public sealed record XyChartData
{
    /// <summary>Unique in the page; letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What is to be seen, for those who cannot see it.</summary>
    public required string Description { get; init; }

    public required AxisSpec X { get; init; }

    public required AxisSpec Y { get; init; }

    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    public IReadOnlyList<BackgroundCurve> Background { get; init; } = [];

    /// <summary>The corners that a background curve keeps where there are many.</summary>
    public int BackgroundCorners { get; init; } = 16;

    /// <summary>What the bands are, for the legend.</summary>
    public string BandName { get; init; } = "forecast interval";

    /// <summary>Draws y = x, on equal axes.</summary>
    public bool Diagonal { get; init; }

    /// <summary>The sentence shown when there is nothing to draw.</summary>
    public required string EmptySentence { get; init; }
}
