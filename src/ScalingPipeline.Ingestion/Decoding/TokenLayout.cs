using System.Numerics;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads an evaluation file with one row a token.</summary>
internal static class TokenLayout
{
    // Three columns of this length stay in the first- and second-level cache.
    private const int Batch = 1 << 13;

    /// <summary>Reads every row once, in file order.</summary>
    /// <returns>Rows read.</returns>
    public static long Read<T>(
        ParquetFile file,
        EvaluationColumns columns,
        LossNormalizer normalizer,
        ITokenRowConsumer<T> consumer,
        CancellationToken cancellationToken
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sequence = LogColumns.WholeNumbers(file, columns.Sequence);
        var position = LogColumns.WholeNumbers(file, columns.Position);
        var loss = LogColumns.Reals(file, columns.Loss);
        file.ExpectColumns([sequence, position, loss]);
        using var sequences = new WholeNumberColumn(file, sequence);
        using var positions = new WholeNumberColumn(file, position);
        using var losses = new FlatColumn<T>(file, loss);
        var batch = new LossBatch<T>(normalizer);
        var row = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            sequences.Open(group);
            positions.Open(group);
            losses.Open(group);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var ids = sequences.ReadAll(Batch, row);
                if (ids.Length == 0)
                {
                    break;
                }

                var places = positions.ReadAll(ids.Length, row);
                var nats = batch.Normalize(losses.Read(ids.Length, out var isNull), isNull);
                if (batch.Negative is var (index, negative))
                {
                    throw LogContentException.Negative($"Row {row + index}", negative);
                }

                RequireSameRows(file, group, ids.Length, places.Length, nats.Length);
                consumer.Add(new TokenRows<T>(ids, places, nats, row));
                row += ids.Length;
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
