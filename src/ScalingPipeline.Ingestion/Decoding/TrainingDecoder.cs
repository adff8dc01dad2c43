using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>
/// Reads a part of a per-step training log. A row whose loss is null says nothing of the loss, as those that a tracker writes for its other metrics, and is passed over; a loss that is NaN was NaN.
/// </summary>
internal static class TrainingDecoder
{
    private const int Batch = 1 << 13;
    private const long MostRows = 1 << 24;

    /// <exception cref="LogContentException">The content is wrong.</exception>
    public static Decoded Read(
        ParquetFile file,
        TrainingMatch match,
        RunMetadata run,
        CancellationToken cancellationToken
    )
    {
        LogColumns.RefuseEmpty(file);
        if (file.RowCount > MostRows)
        {
            throw new LogContentException(
                $"The file has {file.RowCount} rows; a part of a training log has one row a step and at most {MostRows}."
            );
        }

        var columns = match.Training.Columns;
        var rows = new TrainingRows((int)file.RowCount);
        var empty = ReadLosses(file, columns, run, rows);
        ReadSteps(file, columns, run, rows, empty, cancellationToken);
        ReadSingles(file, columns.LearningRate, rows.LearningRate);
        ReadSingles(file, columns.GradientNorm, rows.GradientNorm);
        ReadSingles(file, columns.ElapsedSeconds, rows.ElapsedSeconds);
        var series = rows.ToSeries(empty);
        if (series.Count == 0)
        {
            throw new LogContentException(
                $"None of the {file.RowCount} rows has a '{columns.Loss}'."
            );
        }

        return new Decoded(
            new TrainingContribution(series)
            {
                Domain = match.Domain,
                Run = match.Run,
                Coverage = Coverage.Of(series.Step),
            },
            file.RowCount
        );
    }

    private static void ReadSteps(
        ParquetFile file,
        TrainingColumns columns,
        RunMetadata run,
        TrainingRows rows,
        bool[] empty,
        CancellationToken cancellationToken
    )
    {
        var steps = rows.Step;
        ReadWholeNumbers(file, columns.Step, steps, empty);
        var negative = Array.FindIndex(steps, step => step < 0);
        if (negative >= 0)
        {
            throw new LogContentException($"Row {negative} has step {steps[negative]}.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (file.Column(columns.Tokens) is not null)
        {
            ReadWholeNumbers(file, columns.Tokens, rows.Tokens, empty);
            return;
        }

        var perStep =
            run.TokensPerStep
            ?? throw new LogContentException(
                $"There is no column '{columns.Tokens}', and the run declares no 'tokens_per_step' to count tokens by; the file has {LogColumns.Names(file)}."
            );
        for (var row = 0; row < steps.Length; row++)
        {
            rows.Tokens[row] = checked(steps[row] * perStep);
        }
    }

    /// <returns>For each row whether it has no loss.</returns>
    private static bool[] ReadLosses(
        ParquetFile file,
        TrainingColumns columns,
        RunMetadata run,
        TrainingRows rows
    )
    {
        var empty = new bool[rows.Loss.Length];
        ReadReals(file, LogColumns.Reals(file, columns.Loss), rows.Loss, empty);
        var negative = new LossNormalizer(run.Conversion).Normalize(rows.Loss, []);
        if (negative >= 0)
        {
            throw LogContentException.Negative($"Row {negative}", rows.Loss[negative]);
        }

        return empty;
    }

    private static void ReadWholeNumbers(ParquetFile file, string name, Span<long> to, bool[] empty)
    {
        using var column = new FlatColumn<long>(file, LogColumns.WholeNumbers(file, name));
        var row = 0;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            column.Open(group);
            while (column.Read(Batch, out var isNull) is { IsEmpty: false } values)
            {
                values.CopyTo(to[row..]);
                for (var i = 0; i < isNull.Length; i++)
                {
                    if (isNull[i] && !empty[row + i])
                    {
                        throw new LogContentException($"Row {row + i} has no '{name}'.");
                    }
                }

                row += values.Length;
            }
        }
    }

    /// <param name="file">The file.</param>
    /// <param name="from">The column.</param>
    /// <param name="to">Values, NaN where null.</param>
    /// <param name="nulls">Set where null; empty not to know.</param>
    private static void ReadReals(
        ParquetFile file,
        ParquetColumn from,
        Span<double> to,
        Span<bool> nulls
    )
    {
        using var column = new FlatColumn<double>(file, from);
        var row = 0;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            column.Open(group);
            while (column.Read(Batch, out var isNull) is { IsEmpty: false } values)
            {
                values.CopyTo(to[row..]);
                for (var i = 0; i < isNull.Length; i++)
                {
                    to[row + i] = isNull[i] ? double.NaN : to[row + i];
                    if (!nulls.IsEmpty)
                    {
                        nulls[row + i] = isNull[i];
                    }
                }

                row += values.Length;
            }
        }
    }

    private static void ReadSingles(ParquetFile file, string name, float[] to)
    {
        if (LogColumns.OptionalReals(file, name) is not { } column)
        {
            return;
        }

        var values = new double[to.Length];
        ReadReals(file, column, values, []);
        for (var row = 0; row < to.Length; row++)
        {
            to[row] = (float)values[row];
        }
    }
}
