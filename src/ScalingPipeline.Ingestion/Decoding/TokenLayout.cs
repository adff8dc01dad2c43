using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads an evaluation file with one row a token.</summary>
internal static class TokenLayout
{
    // Three columns of 64 KB stay in the second-level cache.
    private const int Batch = 1 << 13;

    /// <summary>Reads every row once, in file order.</summary>
    /// <returns>Rows read.</returns>
    public static long Read(
        ParquetFile file,
        EvaluationColumns columns,
        LossNormalizer normalizer,
        ITokenRowConsumer consumer,
        CancellationToken cancellationToken
    )
    {
        var sequence = LogColumns.WholeNumbers(file, columns.Sequence);
        var position = LogColumns.WholeNumbers(file, columns.Position);
        var loss = LogColumns.Reals(file, columns.Loss);
        file.ExpectColumns([sequence, position, loss]);
        using var sequences = new FlatColumn<long>(file, sequence, Batch);
        using var positions = new FlatColumn<long>(file, position, Batch);
        using var losses = new FlatColumn<double>(file, loss, Batch);
        var row = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            sequences.Open(group);
            positions.Open(group);
            losses.Open(group);
            while (sequences.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                positions.Read(sequences.Count);
                losses.Read(sequences.Count);
                RequireSameRows(file, group, sequences.Count, positions.Count, losses.Count);
                sequences.RequireAll(row);
                positions.RequireAll(row);
                var negative = normalizer.Normalize(losses.Values, losses.IsNull);
                if (negative >= 0)
                {
                    throw LogContentException.Negative(
                        $"Row {row + negative}",
                        losses.Values[negative]
                    );
                }

                consumer.Add(new TokenRows(sequences.Values, positions.Values, losses.Values, row));
                row += sequences.Count;
            }
        }

        return row;
    }

    private static void RequireSameRows(
        ParquetFile file,
        int group,
        int sequences,
        int positions,
        int losses
    )
    {
        if (sequences != positions || sequences != losses)
        {
            throw new ParquetException(
                ParquetErrorKind.Corrupt,
                $"{file.Name}, row group {group}: its columns differ in length."
            );
        }
    }
}
