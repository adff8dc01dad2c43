using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads an evaluation file with one row a sequence: its losses are a list whose index is the position.</summary>
internal static class ListLayout
{
    private const int Batch = 1 << 10;

    /// <returns>Rows read.</returns>
    public static long Read(
        ParquetFile file,
        EvaluationColumns columns,
        string listColumn,
        LossNormalizer normalizer,
        EvaluationIntake intake,
        CancellationToken cancellationToken
    )
    {
        var sequence = LogColumns.WholeNumbers(file, columns.Sequence);
        var losses = LogColumns.RealLists(file, listColumn);
        file.ExpectColumns([sequence, losses]);
        using var sequences = new FlatColumn<long>(file, sequence, Batch);
        var nats = Array.Empty<double>();
        var row = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            sequences.Open(group);
            using var lists = file.OpenList<double>(group, losses);
            while (lists.Read(Batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                sequences.Read(lists.Lengths.Length);
                if (sequences.Count != lists.Lengths.Length)
                {
                    throw new ParquetException(
                        ParquetErrorKind.Corrupt,
                        $"{file.Name}, row group {group}: its columns differ in length."
                    );
                }

                sequences.RequireAll(row);
                if (nats.Length < lists.Elements.Length)
                {
                    nats = new double[lists.Elements.Length];
                }

                lists.Elements.CopyTo(nats);
                var rows = new ListRows(
                    sequences.Values,
                    lists.Lengths,
                    nats.AsSpan(0, lists.Elements.Length),
                    row
                );
                rows.Normalize(normalizer, lists.ElementIsNull);
                rows.AddTo(intake);
                row += sequences.Count;
            }
        }

        intake.End();
        return row;
    }
}
