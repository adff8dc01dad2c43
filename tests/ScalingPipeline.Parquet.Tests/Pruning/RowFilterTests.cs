namespace ScalingPipeline.Parquet.Tests.Pruning;

/// <summary>What a statistic is worth (parquet.thrift, comments on <c>Statistics</c>, <c>ColumnOrder</c> and <c>ColumnIndex</c>).</summary>
public sealed class RowFilterTests
{
    private static readonly ParquetColumn _numbers = Column(PhysicalType.Int32);
    private static readonly ParquetColumn _floats = Column(PhysicalType.Float);
    private static readonly ParquetColumn _texts = Column(
        PhysicalType.ByteArray,
        LogicalKind.String
    );

    [Theory]
    [InlineData(5, 9, true)]
    [InlineData(21, 30, false)]
    [InlineData(20, 30, true)]
    [InlineData(-5, 2, false)]
    [InlineData(-5, 3, true)]
    public void Rows_are_passed_over_where_the_bounds_leave_no_room(
        int least,
        int greatest,
        bool mayMatch
    ) =>
        Assert.Equal(
            mayMatch,
            RowFilter.Between(_numbers, least, greatest).MayMatch(Bounds(Bytes(3), Bytes(20)), 100)
        );

    [Fact]
    public void Bounds_that_are_not_a_number_say_nothing()
    {
        var filter = RowFilter.AtLeast(_floats, 1000f);
        Assert.True(filter.MayMatch(Bounds(Bytes(1f), Bytes(float.NaN)), 100));
        Assert.False(filter.MayMatch(Bounds(Bytes(1f), Bytes(2f)), 100));
        Assert.False(filter.MayMatch(Bounds(Bytes(float.NaN), Bytes(2f)), 100));
    }

    [Fact]
    public void Either_zero_may_stand_for_the_other()
    {
        (float Minimum, float Maximum, float Wanted)[] cases =
        [
            (0f, 0f, -0f),
            (-0f, -0f, 0f),
            (-1f, -0f, 0f),
            (0f, 1f, -0f),
        ];
        Assert.All(
            cases,
            c =>
                Assert.True(
                    RowFilter
                        .Between(_floats, c.Wanted, c.Wanted)
                        .MayMatch(Bounds(Bytes(c.Minimum), Bytes(c.Maximum)), 100)
                )
        );
    }

    [Fact]
    public void Bounds_the_wrong_way_round_say_nothing() =>
        Assert.True(RowFilter.AtLeast(_numbers, 50).MayMatch(Bounds(Bytes(20), Bytes(3)), 100));

    [Fact]
    public void Bounds_of_the_wrong_size_say_nothing() =>
        Assert.True(RowFilter.AtLeast(_numbers, 50).MayMatch(Bounds([1], [2, 3, 4]), 100));

    [Fact]
    public void Bounds_in_an_order_that_the_file_does_not_name_say_nothing()
    {
        var unordered = Column(PhysicalType.Int32, order: ColumnOrder.Undefined);
        Assert.True(RowFilter.AtLeast(unordered, 50).MayMatch(Bounds(Bytes(1), Bytes(2)), 100));
        Assert.True(
            RowFilter
                .AtLeast(Column(PhysicalType.Int32, order: ColumnOrder.Ieee754Total), 50)
                .MayMatch(Bounds(Bytes(1), Bytes(2)), 100)
        );
    }

    [Fact]
    public void The_bounds_of_old_writers_count_where_signed_order_is_right()
    {
        var old = new ColumnStatistics(null, null, null, null)
        {
            SignedMinimum = Bytes(1),
            SignedMaximum = Bytes(2),
        };
        Assert.False(
            RowFilter
                .AtLeast(Column(PhysicalType.Int32, order: ColumnOrder.Undefined), 50)
                .MayMatch(old, 100)
        );
        Assert.True(
            RowFilter
                .AtLeast(Column(PhysicalType.Int32, LogicalKind.Integer, isSigned: false), 50)
                .MayMatch(old, 100)
        );
        var text = old with { SignedMinimum = "a"u8.ToArray(), SignedMaximum = "b"u8.ToArray() };
        Assert.True(RowFilter.AtLeast(_texts, "x").MayMatch(text, 100));
    }

    [Fact]
    public void A_maximum_that_was_cut_may_hide_what_begins_like_it()
    {
        var cut = Bounds("Al"u8.ToArray(), "Kf"u8.ToArray());
        var filter = RowFilter.Between(_texts, "Kfz", "Kfz");
        Assert.True(filter.MayMatch(cut, 100));
        Assert.True(filter.MayMatch(cut with { IsMaximumExact = false }, 100));
        Assert.False(filter.MayMatch(cut with { IsMaximumExact = true }, 100));
        Assert.False(RowFilter.AtLeast(_texts, "Kg").MayMatch(cut, 100));
        Assert.False(RowFilter.AtMost(_texts, "Ak").MayMatch(cut, 100));
    }

    [Fact]
    public void Unsigned_bounds_are_compared_unsigned()
    {
        var unsigned = Column(PhysicalType.Int32, LogicalKind.Integer, isSigned: false);
        var bounds = Bounds(Bytes(5), Bytes(-1));
        Assert.True(RowFilter.AtLeast(unsigned, 4_000_000_000u).MayMatch(bounds, 100));
        Assert.False(RowFilter.AtMost(unsigned, 4u).MayMatch(bounds, 100));
    }

    [Fact]
    public void Bytes_of_an_unknown_meaning_have_no_order() =>
        Assert.Throws<ArgumentException>(() =>
            RowFilter.AtLeast(Column(PhysicalType.ByteArray, LogicalKind.Unknown), "x")
        );

    [Fact]
    public void Nulls_are_counted()
    {
        var statistics = new ColumnStatistics(null, null, 100, null);
        Assert.False(RowFilter.IsNotNull(_numbers).MayMatch(statistics, 100));
        Assert.True(RowFilter.IsNotNull(_numbers).MayMatch(statistics, 101));
        Assert.True(RowFilter.IsNull(_numbers).MayMatch(statistics, 100));
        Assert.False(RowFilter.IsNull(_numbers).MayMatch(statistics with { NullCount = 0 }, 100));
        Assert.True(RowFilter.IsNull(_numbers).MayMatch(statistics with { NullCount = null }, 100));
    }

    [Fact]
    public void A_value_of_another_kind_or_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RowFilter.AtLeast(_numbers, "5"));
        Assert.Throws<ArgumentException>(() => RowFilter.AtLeast(_numbers, 5.0));
        Assert.Throws<ArgumentException>(() => RowFilter.AtLeast(_floats, double.NaN));
    }

    private static ColumnStatistics Bounds(byte[] minimum, byte[] maximum) =>
        new(minimum, maximum, null, null);

    private static byte[] Bytes(int value) => BitConverter.GetBytes(value);

    private static byte[] Bytes(float value) => BitConverter.GetBytes(value);

    private static ParquetColumn Column(
        PhysicalType type,
        LogicalKind kind = LogicalKind.None,
        bool isSigned = true,
        ColumnOrder order = ColumnOrder.TypeDefined
    ) =>
        new()
        {
            Index = 0,
            Name = "n",
            Path = "n",
            PhysicalType = type,
            TypeLength = 0,
            LogicalType = new LogicalType(kind, IsSigned: isSigned),
            MaxDefinitionLevel = 1,
            MaxRepetitionLevel = 0,
            Order = order,
        };
}
