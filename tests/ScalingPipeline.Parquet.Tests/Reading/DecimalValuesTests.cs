using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Tests.Reading;

public sealed class DecimalValuesTests
{
    [Theory]
    [InlineData(12345, 2, "123.45")]
    [InlineData(-5, 3, "-0.005")]
    [InlineData(1000, 30, "0.0000000000000000000000000010")]
    [InlineData(0, int.MaxValue, "0.0000000000000000000000000000")]
    public void Decimals_are_exact(long unscaled, int scale, string expected) =>
        Assert.Equal(expected, CellText.Format(DecimalValues.From(unscaled, scale)));

    [Theory]
    [InlineData(1, 29)]
    [InlineData(1, int.MaxValue)]
    [InlineData(1, -1)]
    public void Decimals_that_do_not_fit_are_refused(long unscaled, int scale) =>
        Assert.Throws<FormatFault>(() => DecimalValues.From(unscaled, scale));
}
