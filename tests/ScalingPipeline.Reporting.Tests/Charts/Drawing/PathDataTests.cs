using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Reporting.Charts.Drawing;

namespace ScalingPipeline.Reporting.Tests.Charts.Drawing;

public sealed partial class PathDataTests
{
    [Theory]
    [InlineData(0, "M10 20l5 -3 0 5")]
    [InlineData(1, "M10.2 20l4.8 -3 0.1 4.5")]
    public void Corners_are_relative_to_the_one_before(int digits, string expected)
    {
        (double, double)[] corners = [(10.2, 20), (15, 17), (15.1, 21.5)];

        var path = PathData.Polyline(corners, digits).Text;

        Assert.Equal(expected.Replace(" -", "-", StringComparison.Ordinal), path);
    }

    [Fact]
    public void Corners_that_coincide_when_rounded_are_one() =>
        Assert.Equal("M1 2l0 0", PathData.Polyline([(1, 2), (1.01, 2.04)]).Text);

    [Fact]
    public void However_many_corners_none_is_drawn_farther_off_than_it_was_rounded() =>
        Prop.ForAll(
                Gen.Choose(0, 6400).Select(tenths => tenths / 9.7).ListOf(40).ToArbitrary(),
                values => EveryCornerIsNear([.. values.Zip(values.Skip(1))])
            )
            .QuickCheckThrowOnFailure();

    private static void EveryCornerIsNear((double X, double Y)[] corners)
    {
        var numbers = Numbers()
            .Matches(PathData.Polyline(corners).Text)
            .Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))
            .ToArray();
        var drawn = new List<(double X, double Y)>();
        for (var i = 0; i + 1 < numbers.Length; i += 2)
        {
            var (x, y) = i == 0 ? (0, 0) : drawn[^1];
            drawn.Add((x + numbers[i], y + numbers[i + 1]));
        }

        Assert.All(
            corners,
            c =>
                Assert.Contains(
                    drawn,
                    d => Math.Abs(d.X - c.X) <= 0.0501 && Math.Abs(d.Y - c.Y) <= 0.0501
                )
        );
    }

    [GeneratedRegex(@"-?[0-9.]+", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}
