using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class ObservationsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_that_has_no_logarithm_is_refused_with_its_row(double loss)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Observations.OfOne("N", [1, 2, 3], [2, loss, 1])
        );

        Assert.StartsWith("loss in row 1 is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_of_zero_is_refused_with_its_row()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Observations.OfParametersAndTokens([1, 2, 0], [1, 1, 1], [3, 2, 1])
        );

        Assert.StartsWith("N in row 2 is 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_different_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Observations.OfOne("D", [1, 2], [3, 2, 1])
        );

        Assert.StartsWith(
            "There are 3 losses but 2 values of D",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rows_recorded_twice_are_one_row_of_one_run()
    {
        var data = Observations.OfOne("N", [4, 1, 4, 4], [2, 3, 2, 2], runs: ["b", "a", "b", "c"]);

        Assert.Equal(4, data.Count);
        Assert.Equal(["a", "b", "c"], data.Runs);
        Assert.Equal([1, 2, 1], data.Weight);
        Assert.Equal([1, 4, 4], data.X);
    }
}
