using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Tests.Text;

public sealed class FormattingTests
{
    [Theory]
    [InlineData(1.70949, "1.709")]
    [InlineData(82944, "82\u202f940")]
    [InlineData(3.2041e18, "3.204×10¹⁸")]
    [InlineData(1e15, "10¹⁵")]
    [InlineData(-0.5, "−0.5000")]
    [InlineData(0.00000123, "1.23×10⁻⁶")]
    [InlineData(double.NaN, "–")]
    public void Numbers_have_four_significant_digits(double value, string expected) =>
        Assert.Equal(expected, Formatting.Number(value));

    [Theory]
    [InlineData(3072, "3.07k")]
    [InlineData(82944, "82.9k")]
    [InlineData(5242880, "5.24M")]
    [InlineData(999_999, "1M")]
    [InlineData(1.3e9, "1.3B")]
    [InlineData(3e5, "300k")]
    public void Sizes_are_short(double value, string expected) =>
        Assert.Equal(expected, Formatting.Short(value));

    [Theory]
    [InlineData(0.280062, 0.00421, "0.2801 ± 0.0042")]
    [InlineData(1.106016, 0.0213, "1.106 ± 0.021")]
    [InlineData(1581.86, 139.7, "1580 ± 140")]
    [InlineData(0.28, double.NaN, "0.2800")]
    [InlineData(6.1234e10, 1.1e10, "(6.1 ± 1.1)×10¹⁰")]
    [InlineData(53_968_232, 23_000_000, "(5.4 ± 2.3)×10⁷")]
    [InlineData(84_934, 12_345, "(8.5 ± 1.2)×10⁴")]
    [InlineData(0.82, 1.0e9, "(0.0 ± 1.0)×10⁹")]
    [InlineData(0.0001, 0.0213, "0.000 ± 0.021")]
    [InlineData(0.5, 1.2e-12, "0.5000 ± 1.2×10⁻¹²")]
    public void An_error_has_two_digits_and_the_value_matches(
        double value,
        double error,
        string expected
    ) => Assert.Equal(expected, Formatting.WithError(value, error));

    [Theory]
    [InlineData(1.32, 1.41, "[1.320, 1.410]")]
    [InlineData(1.70941, 1.70953, "[1.709410, 1.709530]")]
    [InlineData(1500, 1640, "[1500, 1640]")]
    public void An_interval_has_the_digits_that_tell_its_ends_apart(
        double low,
        double high,
        string expected
    ) => Assert.Equal(expected, Formatting.Range(low, high));

    [Theory]
    [InlineData(0.0123, "+1.23\u202f%")]
    [InlineData(-0.119, "−11.9\u202f%")]
    [InlineData(0, "+0.00\u202f%")]
    public void Percentages_carry_their_sign(double share, string expected) =>
        Assert.Equal(expected, Formatting.Percent(share));

    [Fact]
    public void Utc_is_said_once()
    {
        var moment = new DateTimeOffset(2026, 3, 3, 21, 15, 0, TimeSpan.Zero);

        Assert.Equal("2026-03-03 21:15 UTC", Formatting.MomentIn(moment, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("step 1,024 of 2,147,483,648", "step 1\u202f024 of 2\u202f147\u202f483\u202f648")]
    [InlineData("run-1,5 and 3,14 and 1,0244", "run-1,5 and 3,14 and 1,0244")]
    public void Thousands_are_grouped_in_one_style(string text, string expected) =>
        Assert.Equal(expected, Outside.Prose(text, 200));

    [Fact]
    public void Moments_are_shown_in_the_zone_with_its_offset()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromHours(5.5), "z", "z");

        Assert.Equal(
            "2026-03-04 02:45 +05:30",
            Formatting.Moment(new DateTimeOffset(2026, 3, 3, 21, 15, 0, TimeSpan.Zero), zone)
        );
    }
}
