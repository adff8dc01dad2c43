using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>What a definition makes of the columns of a file, by its footer alone.</summary>
/// <param name="Read">The columns that are read, in the order of the file.</param>
/// <param name="Missing">Columns that the definition names and the file lacks, which it may.</param>
/// <param name="Unread">The columns that nothing reads, in the order of the file: any number of them does no harm.</param>
/// <param name="Refusal">One sentence: why the file would be refused for its columns; null when it would not.</param>
public sealed record ColumnUse(
    IReadOnlyList<string> Read,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unread,
    string? Refusal
)
{
    /// <param name="file">A part of a training log, or an evaluation.</param>
    /// <param name="match">As what it is read.</param>
    /// <exception cref="ArgumentException">A declaration has no columns.</exception>
    public static ColumnUse Of(ParquetFile file, BlobMatch match) =>
        match switch
        {
            TrainingMatch training => OfTraining(file, training.Training.Columns),
            EvaluationMatch evaluation => OfEvaluation(file, evaluation.Evaluation.Columns),
            _ => throw new ArgumentException("A declaration has no columns.", nameof(match)),
        };

    private static ColumnUse OfTraining(ParquetFile file, TrainingColumns columns) =>
        Of(
            file,
            [
                columns.Step,
                columns.Tokens,
                columns.Loss,
                columns.LearningRate,
                columns.GradientNorm,
                columns.ElapsedSeconds,
            ],
            () =>
            {
                LogColumns.WholeNumbers(file, columns.Step);
                if (file.Column(columns.Tokens) is not null)
                {
                    LogColumns.WholeNumbers(file, columns.Tokens);
                }

                LogColumns.Reals(file, columns.Loss);
                LogColumns.OptionalReals(file, columns.LearningRate);
                LogColumns.OptionalReals(file, columns.GradientNorm);
                LogColumns.OptionalReals(file, columns.ElapsedSeconds);
            }
        );

    private static ColumnUse OfEvaluation(ParquetFile file, EvaluationColumns columns)
    {
        if (EvaluationDecoder.ListColumn(file, columns, out var refusal) is { } list)
        {
            return Of(
                file,
                [columns.Sequence, list],
                () =>
                {
                    LogColumns.WholeNumbers(file, columns.Sequence);
                    LogColumns.RealLists(file, list);
                }
            );
        }

        return Of(
            file,
            [columns.Sequence, columns.Position, columns.Loss],
            () =>
            {
                if (refusal is not null)
                {
                    throw refusal;
                }

                LogColumns.WholeNumbers(file, columns.Sequence);
                LogColumns.WholeNumbers(file, columns.Position);
                LogColumns.Reals(file, columns.Loss);
            }
        );
    }

    private static ColumnUse Of(ParquetFile file, string[] wanted, Action check)
    {
        var read = wanted
            .Select(name => file.Column(name))
            .OfType<ParquetColumn>()
            .Select(column => column.Index)
            .ToHashSet();
        string? refusal = null;
        try
        {
            check();
        }
        catch (LogContentException fault)
        {
            refusal = fault.Message;
        }

        return new ColumnUse(
            [.. file.Schema.Columns.Where(c => read.Contains(c.Index)).Select(c => c.Name)],
            [.. wanted.Where(name => file.Column(name) is null)],
            [.. file.Schema.Columns.Where(c => !read.Contains(c.Index)).Select(c => c.Name)],
            refusal
        );
    }
}
