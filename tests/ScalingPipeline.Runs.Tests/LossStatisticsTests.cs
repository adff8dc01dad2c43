using FsCheck;
using FsCheck.Fluent;

namespace ScalingPipeline.Runs.Tests;

public sealed class LossStatisticsTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static readonly Arbitrary<double[][]> _tables = Gen.Choose(0, 40_000)
        .Select(n => n / 10_000.0)
        .ArrayOf()
        .Where(s => s.Length > 0)
        .ArrayOf()
        .ToArbitrary();

    [Fact]
    public void The_standard_error_is_the_sandwich_over_sequences() =>
        Check.One(
            _config,
            Prop.ForAll(
                _tables,
                table =>
                {
                    var statistics = Of(table);
                    if (table.Length < 2)
                    {
                        Assert.True(double.IsNaN(statistics.StandardError));
                        return;
                    }

                    var tokens = table.Sum(s => s.Length);
                    var mean = table.Sum(s => s.Sum()) / tokens;
                    var scatter = table.Sum(s => Math.Pow(s.Sum() - (s.Length * mean), 2));
                    var correction = table.Length / (table.Length - 1.0);
                    Assert.Equal(
                        Math.Sqrt(scatter * correction) / tokens,
                        statistics.StandardError,
                        1e-6
                    );
                    Assert.Equal(mean, statistics.Mean.Value, 1e-12);
                }
            )
        );

    [Fact]
    public void With_one_token_a_sequence_it_is_the_error_of_independent_tokens()
    {
        var statistics = Of([
            [1],
            [2],
            [4],
            [5],
        ]);

        // s = sqrt(10/3), n = 4.
        Assert.Equal(Math.Sqrt(10.0 / 3 / 4), statistics.StandardError, 1e-12);
    }

    [Fact]
    public void Copies_inside_a_sequence_add_no_certainty()
    {
        double[][] once =
        [
            [1],
            [2],
            [4],
            [5],
        ];
        double[][] often = [.. once.Select(s => Enumerable.Repeat(s[0], 100).ToArray())];

        Assert.Equal(Of(once).StandardError, Of(often).StandardError, 1e-9);
    }

    [Fact]
    public void Equal_losses_have_no_error() =>
        Assert.Equal(
            0,
            Of([
                [3.3, 3.3, 3.3],
                [3.3],
                [3.3, 3.3],
            ]).StandardError,
            1e-7
        );

    [Fact]
    public void Parts_that_share_no_sequence_add_up() =>
        Check.One(
            _config,
            Prop.ForAll(
                _tables,
                _tables,
                (left, right) =>
                {
                    var sum = Of(left) + Of(right);
                    var whole = Of([.. left, .. right]);
                    Assert.Equal(whole.Tokens, sum.Tokens);
                    Assert.Equal(whole.Sequences, sum.Sequences);
                    Assert.Equal(whole.Sum, sum.Sum, 1e-9);
                    Assert.Equal(whole.SequenceSquares, sum.SequenceSquares, 1e-6);
                    Assert.Equal(sum, Of(right) + Of(left));
                    Assert.Equal(Of(left), Of(left) + default(LossStatistics));
                }
            )
        );

    [Fact]
    public void Without_tokens_there_is_no_mean() =>
        Assert.True(double.IsNaN(default(LossStatistics).Mean.Value));

    internal static LossStatistics Of(double[][] sequences)
    {
        var statistics = default(LossStatistics);
        foreach (var sequence in sequences)
        {
            var sum = sequence.Sum();
            statistics += new LossStatistics
            {
                Sum = sum,
                SumOfSquares = sequence.Sum(l => l * l),
                Tokens = sequence.Length,
                Sequences = 1,
                SequenceSquares = sum * sum,
                SequenceProducts = sum * sequence.Length,
                SequenceTokenSquares = (double)sequence.Length * sequence.Length,
            };
        }

        return statistics;
    }
}
