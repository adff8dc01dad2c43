using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Charts.Drawing;

namespace ScalingPipeline.Reporting.Tests.Charts.Drawing;

public sealed class TicksTests
{
    [Fact]
    public void Several_decades_are_labelled_at_powers_of_ten_with_minor_ticks_between()
    {
        var ticks = Label(new Scale(1e3, 1e9, true, 0, 500));

        Assert.Equal(["1k", "10k", "100k", "1M", "10M", "100M", "1B"], Labels(ticks));
        Assert.Contains(ticks, t => t is { Value: 2e6, Label: null });
    }

    [Fact]
    public void Two_decades_are_labelled_between_the_powers_too()
    {
        var labels = Labels(Label(new Scale(2e3, 1.5e5, true, 0, 500)));

        Assert.Contains("5k", labels);
        Assert.Contains("100k", labels);
    }

    [Fact]
    public void Less_than_a_decade_is_labelled_at_even_steps()
    {
        var ticks = Ticks.For(new Scale(1.4, 2.2, true, 320, 0), AxisSpec.Loss.Label, _ => 23);

        Assert.Contains("1.8", Labels(ticks));
        Assert.InRange(Labels(ticks).Count, 3, 9);
    }

    [Fact]
    public void Twenty_decades_still_fit()
    {
        Assert.InRange(Labels(Label(new Scale(1, 1e20, true, 0, 500))).Count, 3, 9);
    }

    [Theory]
    [InlineData(3.1e-14, 3.9e-14)]
    [InlineData(2.1e15, 2.6e15)]
    public void Ticks_of_very_small_and_large_values_are_not_rounded_away(double low, double high)
    {
        var ticks = Ticks.For(new Scale(low, high, true, 0, 500), AxisSpec.Compute.Label, _ => 50);

        Assert.InRange(ticks.Count(t => t.Label is not null), 2, 9);
        Assert.All(ticks, t => Assert.InRange(t.Value, low * 0.999, high * 1.001));
    }

    [Fact]
    public void Labels_never_touch() =>
        Prop.ForAll<PositiveInt, PositiveInt>(LabelsAreApart).QuickCheckThrowOnFailure();

    private static void LabelsAreApart(PositiveInt low, PositiveInt span)
    {
        var scale = new Scale(low.Get, low.Get * (1 + (span.Get / 10.0)), true, 0, 500);
        static double Room(string label) => TextMeasure.Width(label, 12) + 12;

        var shown = Ticks
            .For(scale, AxisSpec.Tokens.Label, Room)
            .Where(t => t.Label is not null)
            .OrderBy(t => t.Value)
            .ToList();

        foreach (var (left, right) in shown.Zip(shown.Skip(1)))
        {
            var apart = scale.At(right.Value) - scale.At(left.Value);
            Assert.True(apart >= (Room(left.Label!) + Room(right.Label!)) / 2);
        }
    }

    private static IReadOnlyList<Tick> Label(Scale scale) =>
        Ticks.For(scale, AxisSpec.Parameters.Label, l => TextMeasure.Width(l, 12) + 12);

    private static List<string> Labels(IEnumerable<Tick> ticks) =>
        [.. ticks.Select(t => t.Label).OfType<string>()];
}
