using System.Xml.Linq;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Tests.Charts;

namespace ScalingPipeline.Reporting.Tests.Figures;

/// <summary>The figures of laws, of runs that follow a law which is known.</summary>
public sealed class LawFigureTests
{
    private static readonly DomainReport _grid = new GridDomain("grid").Build();
    private readonly FigureContext _context = FigureContext.Of("d1", _grid, []);

    [Fact]
    public void No_text_of_any_figure_covers_another()
    {
        foreach (var figure in ReportFigures.Of(_context).Concat(ReportFigures.Across([_context])))
        {
            ChartText.AssertNothingOverlaps(XElement.Parse(figure.Svg));
            Assert.NotEmpty(figure.Numbers.Rows);
        }
    }

    [Fact]
    public void The_reducible_loss_is_what_lies_above_the_identified_floor()
    {
        var figure = ReducibleLossFigure.Create(_context);
        var floor = IrreducibleLoss.Of(_context, "transformer")!;

        Assert.Equal(GridDomain.Law.E, floor.Loss, 0.15);
        Assert.Contains("by L(N,D) of transformer", figure.Caption, StringComparison.Ordinal);
        Assert.Equal(floor.Law.Observations.Count, figure.Numbers.Rows.Count);
        Assert.All(
            floor.Reducible(),
            corner => Assert.True(corner.Y > 0, $"{corner.X} FLOP: {corner.Y}")
        );
    }

    [Fact]
    public void Without_a_floor_nothing_is_reducible_and_the_figure_says_so()
    {
        var context = FigureContext.Of("d1", new GridDomain("few") { Sizes = 1 }.Build(), []);

        var figure = ReducibleLossFigure.Create(context);

        Assert.Contains("not identified", figure.Caption, StringComparison.Ordinal);
        Assert.Empty(figure.Numbers.Rows);
        Assert.DoesNotContain(ChartText.Of(XElement.Parse(figure.Svg)), text => text.Style == "t");
    }

    [Fact]
    public void Every_budget_with_an_optimum_inside_its_sizes_shows_it_near_that_of_the_law()
    {
        var figure = IsoFlopFigure.Create(_context);

        var optima = figure
            .Numbers.Rows.Where(r => r[3] != "–")
            .Select(r => (Compute: Written(r[0]), Parameters: Written(r[3])))
            .ToList();

        Assert.InRange(optima.Count, 3, 5);
        Assert.All(
            optima,
            o =>
                Assert.InRange(o.Parameters / GridDomain.Law.OptimalParameters(o.Compute), 0.6, 1.6)
        );
    }

    [Fact]
    public void Runs_of_one_length_have_no_isoflop_profile_and_the_figure_says_what_it_takes()
    {
        var context = FigureContext.Of("d1", new GridDomain("one") { Lengths = 1 }.Build(), []);

        var figure = IsoFlopFigure.Create(context);

        Assert.Empty(figure.Numbers.Rows);
        Assert.Contains("Not enough runs", figure.Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Collapsed_curves_end_at_one()
    {
        var figure = CollapseFigure.Create(_context);
        var rows = figure.Numbers.Rows;

        // Only runs of one ratio D/N or of one length are alike enough.
        Assert.Matches("runs with (about .* tokens a parameter|D = )", figure.Caption);

        Assert.Equal(["1.00", "1.000"], rows[^1].Take(2));
        Assert.True(Written(rows[0][1]) > 1);
    }

    [Fact]
    public void A_position_law_is_drawn_for_each_size_with_its_exponent()
    {
        var figure = PositionFigure.Create(_context);

        Assert.Matches("α = 0\\.(499|500|501)", figure.Caption);
        Assert.DoesNotContain("follow no law", figure.Caption, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4 to 5"], figure.Numbers.Rows.Take(4).Select(r => r[0]));
    }

    [Fact]
    public void The_laws_own_frontier_is_where_the_reducible_line_of_L_of_N_and_D_lies()
    {
        var law = _context.Drawn("L(N,D)").Single();
        var line = new IrreducibleLoss(law, law.Parameters["E"], Tokens: null).Reducible();
        var fitted = new ChinchillaLaw(
            law.Parameters["E"],
            law.Parameters["A"],
            law.Parameters["B"],
            law.Parameters["alpha"],
            law.Parameters["beta"]
        );

        Assert.All(
            line,
            corner => Assert.Equal(fitted.FrontierLoss(corner.X) - fitted.E, corner.Y, 1e-9)
        );
    }

    /// <summary>A number as it is written in a table.</summary>
    private static double Written(string text)
    {
        var parts = text.Replace("\u202f", "", StringComparison.Ordinal).Split('×');
        var exponent = parts.Length > 1 ? parts[1][2..] : "";
        var power = string.Concat(exponent.Select(c => "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(c)));
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return double.Parse(parts[0], invariant)
            * Math.Pow(10, power.Length == 0 ? 0 : double.Parse(power, invariant));
    }
}
