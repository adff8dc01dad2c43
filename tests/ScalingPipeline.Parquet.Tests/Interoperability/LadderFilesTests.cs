using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>The real training logs beside the checkout, in every codec, encoding and layout that they have.</summary>
public sealed class LadderFilesTests
{
    // Counts and sums by DuckDB 1.5: select count(c), sum(c::double) from file; for losses from unnest(losses).
    [Theory]
    [InlineData(
        "code/code-tf-n24576-d10485k-s2157/eval/step-000051.parquet",
        "sequence_id",
        384,
        73536
    )]
    [InlineData(
        "code/code-tf-n24576-d10485k-s2157/eval/step-000051.parquet",
        "losses",
        49152,
        161734.12004333735
    )]
    [InlineData("code/code-tf-n24576-d2621k-s2277/train/part-00000.parquet", "step", 426, 90951)]
    [InlineData(
        "code/code-tf-n24576-d2621k-s2277/train/part-00000.parquet",
        "tokens_seen",
        426,
        186267648
    )]
    [InlineData(
        "code/code-tf-n24576-d2621k-s2277/train/part-00000.parquet",
        "loss",
        426,
        1165.3165917396545
    )]
    [InlineData(
        "code/code-tf-n24576-d2621k-s2277/train/part-00000.parquet",
        "grad_norm",
        426,
        213.09997549653053
    )]
    [InlineData(
        "code/code-tf-n3072-d5242k-s7733/eval/step-000026.parquet",
        "sequence_id",
        384,
        73536
    )]
    [InlineData(
        "code/code-tf-n3072-d5242k-s7733/eval/step-000026.parquet",
        "losses",
        49152,
        208711.7163825035
    )]
    [InlineData(
        "code/code-tf-n82944-d5242k-s6127/eval/step-000026.parquet",
        "sequence_id",
        49152,
        9412608
    )]
    [InlineData(
        "code/code-tf-n82944-d5242k-s6127/eval/step-000026.parquet",
        "position",
        49152,
        3121152
    )]
    [InlineData(
        "code/code-tf-n82944-d5242k-s6127/eval/step-000026.parquet",
        "token_id",
        49152,
        3711126
    )]
    [InlineData(
        "code/code-tf-n82944-d5242k-s6127/eval/step-000026.parquet",
        "loss",
        49152,
        200498.60943949223
    )]
    [InlineData(
        "image8x8/img8-tf-n24576-d5242k-s3653/eval/step-000026.parquet",
        "sequence_id",
        32768,
        8372224
    )]
    [InlineData(
        "image8x8/img8-tf-n24576-d5242k-s3653/eval/step-000026.parquet",
        "position",
        32768,
        1032192
    )]
    [InlineData(
        "image8x8/img8-tf-n24576-d5242k-s3653/eval/step-000026.parquet",
        "token_id",
        32768,
        390715
    )]
    [InlineData(
        "image8x8/img8-tf-n24576-d5242k-s3653/eval/step-000026.parquet",
        "loss",
        32768,
        80394.97533285618
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/eval/step-000026.parquet",
        "sequence_id",
        49152,
        9412608
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/eval/step-000026.parquet",
        "position",
        49152,
        3121152
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/eval/step-000026.parquet",
        "token_id",
        49152,
        4531676
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/eval/step-000026.parquet",
        "loss",
        49152,
        204150.27390432358
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/train/part-00000.parquet",
        "step",
        853,
        364231
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/train/part-00000.parquet",
        "tokens_seen",
        853,
        745945088
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/train/part-00000.parquet",
        "loss",
        853,
        2079.8226002454758
    )]
    [InlineData(
        "language/lang-tf-n82944-d5242k-s4921/train/part-00000.parquet",
        "grad_norm",
        853,
        564.6509461700916
    )]
    [InlineData(
        "math/math-tf-n3072-d5242k-s8198/eval/step-000026.parquet",
        "sequence_id",
        384,
        73536
    )]
    [InlineData(
        "math/math-tf-n3072-d5242k-s8198/eval/step-000026.parquet",
        "losses",
        49152,
        136388.35298991203
    )]
    [InlineData(
        "math/math-tf-n3072-d5242k-s8198/eval/step-000026.parquet",
        "difficulty",
        384,
        1150
    )]
    [InlineData(
        "math/math-tf-n82944-d10485k-s6990/eval/step-000051.parquet",
        "sequence_id",
        49152,
        9412608
    )]
    [InlineData(
        "math/math-tf-n82944-d10485k-s6990/eval/step-000051.parquet",
        "position",
        49152,
        3121152
    )]
    [InlineData(
        "math/math-tf-n82944-d10485k-s6990/eval/step-000051.parquet",
        "token_id",
        49152,
        352515
    )]
    [InlineData(
        "math/math-tf-n82944-d10485k-s6990/eval/step-000051.parquet",
        "loss",
        49152,
        125928.02221727371
    )]
    [InlineData(
        "math/math-tf-n82944-d10485k-s6990/eval/step-000051.parquet",
        "difficulty",
        49152,
        147200
    )]
    public void A_column_has_the_count_and_sum_that_DuckDB_finds(
        string path,
        string column,
        long count,
        double sum
    )
    {
        using var file = ParquetFile.Open(SharedData.PathOrSkip("ladder/" + path));
        var (actualCount, actualSum) = Sum(file, file.Column(column)!);
        Assert.Equal(count, actualCount);
        Assert.Equal(sum, actualSum, Math.Abs(sum) * 1e-12);
    }

    [Fact]
    public void Every_log_reads_to_its_end()
    {
        var folder = SharedData.PathOrSkip("ladder");
        var files = Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            using var file = ParquetFile.Open(path);
            foreach (var column in file.Schema.Columns)
            {
                var (count, sum) = Sum(file, column);
                Assert.True(count >= file.RowCount, path);
                Assert.True(double.IsFinite(sum), path);
            }
        }
    }

    private static (long Count, double Sum) Sum(ParquetFile file, ParquetColumn column) =>
        column.PhysicalType switch
        {
            PhysicalType.Float when column.IsList => SumLists(file, column),
            PhysicalType.Float or PhysicalType.Double => SumFlat<double>(
                file,
                column,
                value => value
            ),
            _ => SumFlat<long>(file, column, value => value),
        };

    private static (long Count, double Sum) SumFlat<T>(
        ParquetFile file,
        ParquetColumn column,
        Func<T, double> toDouble
    )
    {
        var (count, sum) = (0L, 0d);
        var values = new T[5000];
        var isNull = new bool[5000];
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            using var reader = file.OpenColumn<T>(group, column);
            for (int read; (read = reader.Read(values, isNull, out var nulls)) > 0; )
            {
                Assert.Equal(0, nulls);
                count += read;
                for (var i = 0; i < read; i++)
                {
                    sum += toDouble(values[i]);
                }
            }
        }

        return (count, sum);
    }

    private static (long Count, double Sum) SumLists(ParquetFile file, ParquetColumn column)
    {
        var (count, sum) = (0L, 0d);
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            using var reader = file.OpenList<float>(group, column);
            while (reader.Read())
            {
                count += reader.Elements.Length;
                foreach (var loss in reader.Elements)
                {
                    sum += loss;
                }
            }
        }

        return (count, sum);
    }
}
