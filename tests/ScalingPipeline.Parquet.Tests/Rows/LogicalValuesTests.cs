using ScalingPipeline.Parquet.Rows;

namespace ScalingPipeline.Parquet.Tests.Rows;

public sealed class LogicalValuesTests
{
    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(20000, "2024-10-04")]
    [InlineData(-1, "1969-12-31")]
    [InlineData(-719_529, "-0001-12-31")]
    [InlineData(int.MaxValue, "+5881580-07-11")]
    public void Dates_count_days(int days, string expected) =>
        Assert.Equal(expected, Format(new(LogicalKind.Date), days));

    [Theory]
    [InlineData(1727994366123, TimeResolution.Milliseconds, "2024-10-03T22:26:06.123Z")]
    [InlineData(-1, TimeResolution.Microseconds, "1969-12-31T23:59:59.999999Z")]
    [InlineData(1, TimeResolution.Nanoseconds, "1970-01-01T00:00:00.000000001Z")]
    public void Timestamps_keep_all_digits(long value, TimeResolution unit, string expected) =>
        Assert.Equal(expected, Format(new(LogicalKind.Timestamp, Unit: unit, IsUtc: true), value));

    [Theory]
    [InlineData(12345, 2, "123.45")]
    [InlineData(-5, 3, "-0.005")]
    [InlineData(7, 0, "7")]
    public void Decimals_keep_their_scale(long unscaled, int scale, string expected) =>
        Assert.Equal(expected, Format(new(LogicalKind.Decimal, 18, scale), unscaled));

    [Fact]
    public void Unsigned_integers_are_not_negative() =>
        Assert.Equal(
            "18446744073709551615",
            Format(new(LogicalKind.Integer, BitWidth: 64, IsSigned: false), -1)
        );

    [Fact]
    public void Sixteen_bytes_are_an_identifier() =>
        Assert.Equal(
            "00112233-4455-6677-8899-aabbccddeeff",
            CellText.Format(
                LogicalValues.FromBytes(
                    new(LogicalKind.Uuid),
                    Convert.FromHexString("00112233445566778899AABBCCDDEEFF")
                )
            )
        );

    private static string Format(LogicalType type, long value) =>
        CellText.Format(LogicalValues.FromInteger(type, value, 64));
}
