using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>The plot area with its axes, grid, ticks and axis titles.</summary>
internal sealed class Frame
{
    /// <summary>Width of every chart; the page scales it, from a phone, where its texts are to be read, to half a wide page.</summary>
    public const double Width = 480;

    public const double TickSize = 12;
    public const double TitleSize = 13;

    private const double PlotHeight = 290;
    private const double SecondAxisRoom = 42;
    private const double TickLength = 5;
    private const double Edge = 8;

    private readonly AxisSpec _x;
    private readonly AxisSpec _y;
    private readonly IReadOnlyList<Tick> _yTicks;
    private readonly IReadOnlyList<Tick> _xTicks;

    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="values">What both must hold.</param>
    /// <param name="top">Room above for a legend.</param>
    /// <param name="beside">Room right of the largest x, for labels at the ends of curves.</param>
    public Frame(AxisSpec x, AxisSpec y, Range2 values, double top, double beside = 0)
    {
        (_x, _y) = (x, y);
        var plotTop = top + (HasSecondAxis ? SecondAxisRoom : 8);
        Y = Scale.Holding(values.Y, y.Logarithmic, 0.06, plotTop + PlotHeight, plotTop);
        _yTicks = Ticks.For(Y, y.Label, _ => TickSize * 1.9);
        var labels = _yTicks.Max(t => t.Label is { } l ? TextMeasure.Width(l, TickSize) : 0);
        var left = TitleSize + 14 + labels + TickLength + 4;
        X = Scale
            .Holding(values.X, x.Logarithmic, 0.05, left, Width - 18 - beside)
            .Extended(Width - 18);
        _xTicks = Ticks.For(X, x.Label, l => TextMeasure.Width(l, TickSize) + 12);
        Plot = new Box(left, plotTop, Width - 18, plotTop + PlotHeight);
    }

    public Scale X { get; }

    public Scale Y { get; }

    public Box Plot { get; }

    public double Height => Plot.Bottom + TickLength + TickSize + 10 + TitleSize + 12;

    /// <summary>Where a point is drawn: one beyond the axes at their edge, with the direction in which it lies.</summary>
    public PlacedPoint Place(double x, double y)
    {
        var (px, py) = (X.At(x), Y.At(y));
        var beyond =
            py < Plot.Top ? Direction.Up
            : py > Plot.Bottom ? Direction.Down
            : px > Plot.Right ? Direction.Right
            : px < Plot.Left ? Direction.Left
            : Direction.None;
        return beyond is Direction.None
            ? new PlacedPoint(px, py, beyond)
            : new PlacedPoint(
                Math.Clamp(px, Plot.Left + Edge, Plot.Right - Edge),
                Math.Clamp(py, Plot.Top + Edge, Plot.Bottom - Edge),
                beyond
            );
    }

    private bool HasSecondAxis => _x.Quantity == Quantity.Compute;

    public void Draw(MarkupWriter svg)
    {
        var minor = new MarkupWriter();
        var grid = new MarkupWriter();
        foreach (var tick in _xTicks)
        {
            var at = X.At(tick.Value);
            _ = tick.Label is null
                ? minor.Write($"M{at} {Plot.Bottom}v3")
                : grid.Write($"M{at} {Plot.Top}V{Plot.Bottom + TickLength}");
        }

        foreach (var tick in _yTicks)
        {
            var at = Y.At(tick.Value);
            _ = tick.Label is null
                ? minor.Write($"M{Plot.Left} {at}h-3")
                : grid.Write($"M{Plot.Left - TickLength} {at}H{Plot.Right}");
        }

        svg.Line($"<path class=\"g\" d=\"{grid.ToMarkup()}\"/>");
        svg.Line($"<path class=\"m\" d=\"{minor.ToMarkup()}\"/>");
        svg.Line($"<path class=\"a\" d=\"M{Plot.Left} {Plot.Top}V{Plot.Bottom}H{Plot.Right}\"/>");
        DrawTexts(svg);
        if (HasSecondAxis)
        {
            DrawPetaflopDays(svg);
        }
    }

    private void DrawTexts(MarkupWriter svg)
    {
        foreach (var tick in _xTicks.Where(t => t.Label is not null))
        {
            var y = Plot.Bottom + TickLength + TickSize + 2;
            WriteTick(svg, X.At(tick.Value), y, tick.Label!);
        }

        foreach (var tick in _yTicks.Where(t => t.Label is not null))
        {
            var y = Y.At(tick.Value) + (0.35 * TickSize);
            SvgText.Write(svg, "t", Plot.Left - TickLength - 4, y, TextAnchor.End, tick.Label!);
        }

        var middle = (Plot.Left + Plot.Right) / 2;
        SvgText.Write(svg, "x", middle, Height - 8, TextAnchor.Middle, _x.Title);
        var centre = (Plot.Top + Plot.Bottom) / 2;
        svg.Line(
            $"<text class=\"y\" text-anchor=\"middle\" transform=\"translate({TitleSize + 2} {centre})rotate(-90)\">{_y.Title}</text>"
        );
    }

    /// <summary>Under its tick, but inside the chart: a wide label at the end of the axis moves in by the few units that it lacks.</summary>
    private static void WriteTick(MarkupWriter svg, double x, double y, string label)
    {
        var half = (TextMeasure.Width(label, TickSize) / 2) + 1;
        var inside = Math.Clamp(x, half, Width - half);
        SvgText.Write(svg, "t", inside, y, TextAnchor.Middle, label);
    }

    private void DrawPetaflopDays(MarkupWriter svg)
    {
        var scale = X with
        {
            Low = X.Low / Runs.Units.Flops.PerPetaflopDay,
            High = X.High / Runs.Units.Flops.PerPetaflopDay,
        };
        var ticks = Ticks.For(scale, _x.Label, l => TextMeasure.Width(l, TickSize) + 12);
        var path = new MarkupWriter();
        foreach (var tick in ticks)
        {
            path.Write(
                $"M{scale.At(tick.Value)} {Plot.Top}v{(tick.Label is null ? -3 : -TickLength)}"
            );
            if (tick.Label is { } label)
            {
                var y = Plot.Top - TickLength - 4;
                WriteTick(svg, scale.At(tick.Value), y, label);
            }
        }

        svg.Line(
            $"<path class=\"m\" d=\"M{Plot.Left} {Plot.Top}H{Plot.Right}{path.ToMarkup()}\"/>"
        );
        var middle = (Plot.Left + Plot.Right) / 2;
        var above = Plot.Top - TickLength - TickSize - 9;
        SvgText.Write(svg, "x", middle, above, TextAnchor.Middle, "compute C (PF-days)");
    }
}

/// <summary>A point in chart units; <paramref name="Beyond"/> says where it really lies when the axes do not reach it.</summary>
internal readonly record struct PlacedPoint(double X, double Y, Direction Beyond);

/// <summary>The values that the two axes must hold.</summary>
internal readonly record struct Range2(IReadOnlyList<double> X, IReadOnlyList<double> Y);
