using System.Numerics;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads an evaluation file, of either layout, into statistics.</summary>
internal sealed class EvaluationDecoder(
    EvaluationMatch match,
    LossConversion conversion,
    CancellationToken cancellationToken
)
{
    /// <summary>Rows held in memory at once when they come in no order: about 40 bytes each.</summary>
    public const int ScatteredRowsAtOnce = 1 << 20;

    private EvaluationColumns Columns => match.Evaluation.Columns;

    /// <summary>Reads a file whose rows come sequence by sequence, positions growing: fast, and in little memory.</summary>
    /// <exception cref="RowsOutOfOrderException">They do not: use <see cref="ReadScattered"/>.</exception>
    /// <exception cref="LogContentException">The content is wrong.</exception>
    public Decoded ReadOrdered(ParquetFile file, NormalizedEvaluationFile? output)
    {
        LogColumns.RefuseEmpty(file);
        return AreSinglesInNats(file)
            ? ReadOrdered<float>(file, output)
            : ReadOrdered<double>(file, output);
    }

    /// <summary>Reads a file of the token layout whose rows come in any order, in as many passes as keep memory small.</summary>
    /// <exception cref="LogContentException">The content is wrong.</exception>
    public Decoded ReadScattered(
        ParquetFile file,
        NormalizedEvaluationFile? output,
        int rowsAtOnce = ScatteredRowsAtOnce
    ) =>
        AreSinglesInNats(file)
            ? ReadScattered<float>(file, output, rowsAtOnce)
            : ReadScattered<double>(file, output, rowsAtOnce);

    /// <summary>About the bytes that the normalized losses of a file take; fewer where it claims more losses than its size allows.</summary>
    public long ExpectedLength(ParquetFile file)
    {
        const int MostForEachByte = 4;
        if ((file.Column(Columns.Losses) ?? file.Column(Columns.Loss)) is not { } column)
        {
            return 0;
        }

        var most = file.Length * MostForEachByte;
        var losses = 0L;
        foreach (var group in file.RowGroups)
        {
            var claimed = group.Columns[column.Index].ValueCount;
            losses = Math.Min(most, losses + Math.Clamp(claimed, 0, most));
        }

        return sizeof(float) * losses;
    }

    private Decoded ReadOrdered<T>(ParquetFile file, NormalizedEvaluationFile? output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var normalizer = new LossNormalizer(conversion);
        var intake = new EvaluationIntake(output);
        if (ListColumn(file) is { } list)
        {
            var rows = ListLayout.Read<T>(
                file,
                Columns,
                list,
                normalizer,
                intake,
                cancellationToken
            );
            return Finish(intake, normalizer.NonFinite, rows);
        }

        var assembler = new StretchAssembler<T>(intake);
        var tokens = TokenLayout.Read(file, Columns, normalizer, assembler, cancellationToken);
        assembler.End();
        return Finish(intake, normalizer.NonFinite, tokens);
    }

    private Decoded ReadScattered<T>(
        ParquetFile file,
        NormalizedEvaluationFile? output,
        int rowsAtOnce
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var intake = new EvaluationIntake(output);
        var partitions = (int)Math.Min(1 << 20, (file.RowCount / rowsAtOnce) + 1);
        var duplicates = (Count: 0L, Sequence: 0L, Position: 0);
        var (rows, nonFinite) = (0L, 0L);
        var scattered = new ScatteredRows<T>(partitions);
        for (var partition = 0; partition < partitions; partition++)
        {
            var normalizer = new LossNormalizer(conversion);
            scattered.Begin(partition);
            rows = TokenLayout.Read(file, Columns, normalizer, scattered, cancellationToken);
            nonFinite = normalizer.NonFinite;
            scattered.HandOn(intake);
            if (scattered.Duplicates.Count > 0)
            {
                var first = duplicates.Count == 0 ? scattered.Duplicates : duplicates;
                duplicates = first with { Count = duplicates.Count + scattered.Duplicates.Count };
            }
        }

        intake.End();
        return duplicates.Count == 0
            ? Finish(intake, nonFinite, rows)
            : throw new LogContentException(
                $"{duplicates.Count} rows repeat a sequence and position, the first is sequence {duplicates.Sequence}, position {duplicates.Position}: duplicated losses would count twice."
            );
    }

    /// <summary>Whether losses can be taken as they lie, in single precision; converted ones are kept in double precision.</summary>
    private bool AreSinglesInNats(ParquetFile file)
    {
        var column = file.Column(ListColumn(file) ?? Columns.Loss);
        return conversion.IsIdentity && column?.PhysicalType == PhysicalType.Float;
    }

    /// <summary>The column with one list a sequence; null when the file has one row a token.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">What columns are called.</param>
    /// <param name="refusal">Why it can be read in neither layout; null when it can.</param>
    public static string? ListColumn(
        ParquetFile file,
        EvaluationColumns columns,
        out LogContentException? refusal
    )
    {
        refusal = null;
        if (file.Column(columns.Losses) is not null)
        {
            return columns.Losses;
        }

        if (file.Column(columns.Loss) is { } loss)
        {
            return loss.IsList ? columns.Loss : null;
        }

        refusal = new LogContentException(
            $"There is neither a column '{columns.Loss}' (one row a token) nor '{columns.Losses}' (one row a sequence); the file has {LogColumns.Names(file)}."
        );
        return null;
    }

    private string? ListColumn(ParquetFile file) =>
        ListColumn(file, Columns, out var refusal) is { } list ? list
        : refusal is null ? null
        : throw refusal;

    private Decoded Finish(EvaluationIntake intake, long nonFinite, long rows)
    {
        var all = intake.Sums.All();
        if (all.Tokens + nonFinite == 0)
        {
            throw new LogContentException("The file has rows but no losses: every list is empty.");
        }

        var checkpoint = new EvaluationCheckpoint
        {
            Set = match.Evaluation.Set,
            Step = match.Step,
            All = all,
            Profile = intake.Sums.Profile(),
            SequenceLosses = intake.Sums.Sequences(),
            NonFinite = nonFinite,
        };
        return new Decoded(
            new EvaluationContribution(checkpoint)
            {
                Domain = match.Domain,
                Run = match.Run,
                Coverage = intake.Coverage(),
            },
            rows
        );
    }
}
