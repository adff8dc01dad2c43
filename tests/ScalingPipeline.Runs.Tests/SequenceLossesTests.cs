using FsCheck;
using FsCheck.Fluent;

namespace ScalingPipeline.Runs.Tests;

public sealed class SequenceLossesTests
{
    [Fact]
    public void A_bin_holds_the_losses_from_its_edge_to_the_next_and_is_an_eighth_of_an_octave_wide()
    {
        for (var bin = 1; bin < SequenceLosses.BinCount; bin++)
        {
            var lowest = SequenceLosses.LowestOf(bin);
            Assert.Equal(bin, SequenceLosses.BinOf(lowest));
            Assert.Equal(bin - 1, SequenceLosses.BinOf(Math.BitDecrement(lowest)));
            if (bin > 1)
            {
                Assert.InRange(lowest / SequenceLosses.LowestOf(bin - 1), 1.06, 1.13);
            }
        }

        Assert.Equal(1.0, SequenceLosses.LowestOf(SequenceLosses.BinOf(1)));
        Assert.Equal(0, SequenceLosses.LowestOf(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    public void Losses_near_zero_share_the_first_bin(double loss) =>
        Assert.Equal(0, SequenceLosses.BinOf(loss));

    [Theory]
    [InlineData(65536)]
    [InlineData(1e12)]
    public void Absurd_losses_share_the_last_bin(double loss) =>
        Assert.Equal(SequenceLosses.BinCount - 1, SequenceLosses.BinOf(loss));

    [Fact]
    public void Parts_add_up_to_the_whole_in_any_order()
    {
        var losses = Gen.Choose(0, 4_000_000).Select(n => n / 100_000.0).ArrayOf();
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                losses.ToArbitrary(),
                losses.ToArbitrary(),
                (a, b) =>
                {
                    var whole = Of([.. a, .. b]);
                    foreach (var sum in (SequenceLosses[])[Of(a) + Of(b), Of(b) + Of(a)])
                    {
                        Assert.Equal(whole.First, sum.First);
                        Assert.Equal(whole.Counts, sum.Counts);
                        Assert.Equal(a.Length + b.Length, sum.Total);
                    }
                }
            )
        );
    }

    [Fact]
    public void The_median_bin_holds_the_median_sequence_and_half_lie_not_below()
    {
        var spread = Of([0.5, 1.0, 2.0, 2.0, 9.0]);

        Assert.Equal(SequenceLosses.BinOf(2), spread.MedianBin);
        Assert.Equal(2, spread.Below(spread.MedianBin));
        Assert.Equal(5, spread.Below(SequenceLosses.BinCount));
        Assert.Equal(-1, SequenceLosses.Empty.MedianBin);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, long.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    public void Counts_that_cannot_be_are_refused(int first, long count) =>
        Assert.Throws<ArgumentException>(() => new SequenceLosses(first, [count]));

    [Fact]
    public void More_bins_than_there_are_are_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new SequenceLosses(1, [.. Enumerable.Repeat(1L, SequenceLosses.BinCount)])
        );

    private static SequenceLosses Of(IReadOnlyCollection<double> losses) =>
        losses.Aggregate(
            SequenceLosses.Empty,
            (sum, loss) => sum + new SequenceLosses(SequenceLosses.BinOf(loss), [1])
        );
}
