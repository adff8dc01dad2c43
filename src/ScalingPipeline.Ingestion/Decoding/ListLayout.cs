using System.Numerics;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads an evaluation file with one row a sequence: its losses are a list whose index is the position.</summary>
internal static class ListLayout
{
    private const int Batch = 1 << 10;

    /// <returns>Rows read.</returns>
    public static long Read<T>(
        ParquetFile file,
        EvaluationColumns columns,
        string listColumn,
        LossNormalizer normalizer,
        EvaluationIntake intake,
        CancellationToken cancellationToken
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sequence = LogColumns.WholeNumbers(file, columns.Sequence);
        var losses = LogColumns.RealLists(file, listColumn);
        file.ExpectColumns([sequence, losses]);
        using var sequences = new FlatColumn<long>(file, sequence);
        var batch = new LossBatch<T>(normalizer);
        var row = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            sequences.Open(group);
            using var lists = file.OpenList<T>(group, losses);
            while (lists.Read(Batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var ids = sequences.ReadAll(lists.Lengths.Length, row);
                if (ids.Length != lists.Lengths.Length)
                {
                    throw new ParquetException(
                        ParquetErrorKind.Corrupt,
                        $"{file.Name}, row group {group}: its columns differ in length."
                    );
                }

                var nats = batch.Normalize(lists.Elements, lists.ElementIsNull);
                var rows = new ListRows<T>(ids, lists.Lengths, nats, row);
                if (batch.Negative is var (index, loss))
                {
                    throw rows.Refusal(index, loss);
                }

                rows.AddTo(intake);
                row += ids.Length;
            }
        }

        intake.End();
        return row;
    }
}
