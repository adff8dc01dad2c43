namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Maps values from <paramref name="Low"/> to <paramref name="High"/> onto a stretch of the chart.</summary>
/// <param name="Low">The value at <paramref name="From"/>.</param>
/// <param name="High">The value at <paramref name="To"/>; greater than <paramref name="Low"/>.</param>
/// <param name="Logarithmic">Equal ratios take equal lengths; both ends are positive then.</param>
/// <param name="From">Chart coordinate of the low end.</param>
/// <param name="To">Chart coordinate of the high end; less than <paramref name="From"/> on an upward axis.</param>
public readonly record struct Scale(
    double Low,
    double High,
    bool Logarithmic,
    double From,
    double To
)
{
    public double Length => Math.Abs(To - From);

    public double At(double value) => From + ((To - From) * Share(value));

    /// <summary>True for values that have a place: finite, and positive on a logarithmic scale.</summary>
    public bool Takes(double value) => double.IsFinite(value) && (!Logarithmic || value > 0);

    /// <summary>A scale that holds all values, with a margin (a share of the length) at both ends.</summary>
    public static Scale Holding(
        IEnumerable<double> values,
        bool logarithmic,
        double margin,
        double from,
        double to
    )
    {
        var low = double.PositiveInfinity;
        var high = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (double.IsFinite(value) && (!logarithmic || value > 0))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            (low, high) = (1, 10);
        }

        if (!logarithmic)
        {
            var room = Math.Max((high - low) * margin, Math.Max(Math.Abs(high) * 1e-3, 1e-6));
            return new Scale(low - room, high + room, false, from, to);
        }

        var factor = high / low < 1.0001 ? 1.5 : Math.Max(Math.Pow(high / low, margin), 1.01);
        return new Scale(low / factor, high * factor, true, from, to);
    }

    /// <summary>The same mapping, with the high end at another coordinate.</summary>
    public Scale Extended(double to)
    {
        var share = (to - From) / (To - From);
        return this with
        {
            To = to,
            High = Logarithmic ? Low * Math.Pow(High / Low, share) : Low + ((High - Low) * share),
        };
    }

    private double Share(double value) =>
        Logarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
}
