using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Tests.Normalization;

public sealed class EvaluationStatisticsTests
{
    private const double Tolerance = 1e-9;

    private static readonly EvaluationMatch _match = Match();

    [Fact]
    public void Statistics_of_random_tables_equal_a_naive_computation()
    {
        var tables =
            from seed in Gen.Choose(0, 1_000_000)
            from sequences in Gen.Choose(1, 30)
            from length in Gen.Choose(1, 300)
            from keep in Gen.Choose(1, 10)
            from order in Gen.Choose(0, 2)
            from batch in Gen.Choose(1, 4000)
            select Table(seed, sequences, length, keep / 10.0, order, batch);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(
                tables.ToArbitrary(),
                table => AssertNaive(table.Rows, Read(LogFiles.Tokens(table.Rows, table.Group)))
            )
        );
    }

    [Fact]
    public void The_order_of_rows_the_batches_and_the_layout_change_no_bit()
    {
        var rows = LogFiles.Evaluation(7, 50, 200);
        var random = new System.Random(3);
        var shuffled = rows.OrderBy(_ => random.Next()).ToList();
        var lists = rows.GroupBy(r => r.Sequence)
            .Select(s => (s.Key, s.Select(r => (float)r.Loss).ToArray()))
            .ToList();
        var expected = Read(LogFiles.Tokens(rows));

        foreach (
            var file in (byte[][])
                [
                    LogFiles.Tokens(rows, 37),
                    LogFiles.Tokens(shuffled),
                    LogFiles.Tokens([.. rows.OrderBy(r => r.Position)], 1000),
                    LogFiles.Lists(lists),
                ]
        )
        {
            Assert.Equal(ContributionCodec.Encode(expected), ContributionCodec.Encode(Read(file)));
        }
    }

    [Fact]
    public void A_file_read_in_several_passes_gives_the_same()
    {
        var random = new System.Random(3);
        var rows = LogFiles.Evaluation(7, 50, 70).OrderBy(_ => random.Next()).ToList();
        var decoder = new EvaluationDecoder(_match, LossConversion.None, default);
        using var file = ParquetFile.Open(new MemoryByteSource(LogFiles.Tokens(rows)), "f");

        var decoded = (EvaluationContribution)
            decoder.ReadScattered(file, output: null, rowsAtOnce: 300).Contribution;

        AssertNaive(rows, decoded);
        Assert.Equal([(0L, 49L)], decoded.Coverage.Ranges);
    }

    [Fact]
    public void Losses_that_are_no_finite_numbers_are_counted_and_left_out()
    {
        TokenRow[] rows =
        [
            new(0, 0, 1),
            new(0, 1, double.NaN),
            new(0, 2, double.PositiveInfinity),
            new(0, 3, 3),
            new(1, 0, double.NegativeInfinity),
        ];

        var checkpoint = Read(LogFiles.Tokens(rows)).Checkpoint;

        Assert.Equal(3, checkpoint.NonFinite);
        Assert.Equal(2, checkpoint.All.Tokens);
        Assert.Equal(1, checkpoint.All.Sequences);
        Assert.Equal(2, checkpoint.All.Mean.Value);
    }

    [Fact]
    public void A_missing_loss_is_counted_and_left_out()
    {
        var file = LogFiles.Write(
            [
                OutputColumn.Int32("sequence_id"),
                OutputColumn.Int32("position"),
                OutputColumn.Double("loss", nullable: true),
            ],
            writer =>
            {
                writer.BeginRowGroup(3);
                writer.Write<int>([0, 0, 0]);
                writer.Write<int>([0, 1, 2]);
                writer.Write<double>([1, 9, 3], [false, true, false]);
            }
        );

        var checkpoint = Read(file).Checkpoint;

        Assert.Equal(1, checkpoint.NonFinite);
        Assert.Equal(2, checkpoint.All.Mean.Value);
        Assert.Equal(0, checkpoint.Profile.Buckets[1].Tokens);
    }

    [Fact]
    public void A_loss_a_little_below_zero_counts_as_zero() =>
        Assert.Equal(
            0.5,
            Read(LogFiles.Tokens([new(0, 0, -5e-4), new(0, 1, 1)])).Checkpoint.All.Mean.Value
        );

    [Theory]
    [InlineData(LossUnit.Bits, 2, 1.3862943611198906)]
    [InlineData(LossUnit.Bans, 1, 2.302585092994046)]
    [InlineData(LossUnit.Perplexity, 7.38905609893065, 2)]
    [InlineData(LossUnit.BitsPerByte, 1, 2.772588722239781)]
    [InlineData(LossUnit.NatsPerSequence, 16, 2)]
    public void Losses_become_nats_per_token(LossUnit unit, double logged, double nats)
    {
        var conversion = LossConversion.From(unit, bytesPerToken: 4, tokensPerSequence: 8);

        var file = LogFiles.Tokens([new(0, 0, logged), new(1, 0, logged)], isDouble: true);

        Assert.Equal(nats, Read(file, conversion).Checkpoint.All.Mean.Value, 1e-12);
    }

    [Fact]
    public void Doubles_keep_their_precision() =>
        Assert.Equal(
            0.1,
            Read(LogFiles.Tokens([new(0, 0, 0.1)], isDouble: true)).Checkpoint.All.Sum
        );

    private static EvaluationContribution Read(byte[] content, LossConversion? conversion = null)
    {
        using var file = ParquetFile.Open(new MemoryByteSource(content), "f");
        var decoder = new EvaluationDecoder(_match, conversion ?? LossConversion.None, default);
        try
        {
            return (EvaluationContribution)decoder.ReadOrdered(file, output: null).Contribution;
        }
        catch (RowsOutOfOrderException)
        {
            return (EvaluationContribution)decoder.ReadScattered(file, output: null).Contribution;
        }
    }

    private static (IReadOnlyList<TokenRow> Rows, int Group) Table(
        int seed,
        int sequences,
        int length,
        double keep,
        int order,
        int group
    )
    {
        var random = new System.Random(seed);
        var rows = LogFiles
            .Evaluation(seed, sequences, length)
            .Where(r => r.Position == 0 || random.NextDouble() < keep)
            .Select(r => random.Next(50) == 0 ? r with { Loss = double.NaN } : r);
        var ordered = order switch
        {
            0 => rows,
            1 => rows.OrderBy(r => r.Position).ThenBy(r => r.Sequence),
            _ => rows.OrderBy(_ => random.Next()),
        };
        return ([.. ordered], group);
    }

    private static void AssertNaive(IReadOnlyList<TokenRow> rows, EvaluationContribution read)
    {
        var finite = rows.Where(r => double.IsFinite(r.Loss)).ToList();
        AssertNaive(finite, read.Checkpoint.All);
        Assert.Equal(rows.Count - finite.Count, read.Checkpoint.NonFinite);
        Assert.Equal(Coverage.Of(rows.Select(r => r.Sequence).Distinct()), read.Coverage);
        var buckets = finite
            .GroupBy(r => PositionBuckets.IndexOf(r.Position + 1))
            .ToDictionary(g => g.Key, g => g.ToList());
        for (var bucket = 0; bucket < read.Checkpoint.Profile.Buckets.Count; bucket++)
        {
            AssertNaive(
                buckets.GetValueOrDefault(bucket, []),
                read.Checkpoint.Profile.Buckets[bucket]
            );
            buckets.Remove(bucket);
        }

        Assert.Empty(buckets);
        var means = finite.GroupBy(r => r.Sequence).Select(s => s.Average(r => r.Loss)).ToArray();
        var spread = read.Checkpoint.SequenceLosses!;
        Assert.Equal(means.Length, spread.Total);
        Assert.All(
            Enumerable.Range(0, SequenceLosses.BinCount),
            bin =>
                // A mean that lies on the edge of a bin but for rounding may be on either side.
                Assert.InRange(
                    spread.Below(bin),
                    means.Count(m => m < SequenceLosses.LowestOf(bin) * (1 - Tolerance)),
                    means.Count(m => m < SequenceLosses.LowestOf(bin) * (1 + Tolerance))
                )
        );
    }

    private static void AssertNaive(List<TokenRow> rows, LossStatistics statistics)
    {
        var sequences = rows.GroupBy(r => r.Sequence)
            .Select(s => (Sum: s.Sum(r => r.Loss), Tokens: (double)s.Count()))
            .ToList();
        Assert.Equal(rows.Count, statistics.Tokens);
        Assert.Equal(sequences.Count, statistics.Sequences);
        Close(rows.Sum(r => r.Loss), statistics.Sum);
        Close(rows.Sum(r => r.Loss * r.Loss), statistics.SumOfSquares);
        Close(sequences.Sum(s => s.Sum * s.Sum), statistics.SequenceSquares);
        Close(sequences.Sum(s => s.Sum * s.Tokens), statistics.SequenceProducts);
        Close(sequences.Sum(s => s.Tokens * s.Tokens), statistics.SequenceTokenSquares);
    }

    private static void Close(double expected, double actual) =>
        Assert.Equal(expected, actual, Tolerance * Math.Max(1, Math.Abs(expected)));

    private static EvaluationMatch Match()
    {
        var definition = DefinitionReader.Read("toy.yaml", Bench.Toy);
        return new EvaluationMatch(
            definition,
            new PatternCaptures("", "r", 20),
            definition.Evaluations[0]
        );
    }
}
