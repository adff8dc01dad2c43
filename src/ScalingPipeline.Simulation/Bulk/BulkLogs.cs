using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Evaluation;
using ScalingPipeline.Simulation.Files;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Bulk;

/// <summary>
/// Writes millions of per-token rows. Made for volume, not for fits: sequences beyond a set of 1,024 repeat its token losses, each sequence
/// with a factor of its own.
/// </summary>
public static class BulkLogs
{
    private const int SetSequences = 1024;
    private const double SequenceSpread = 0.2;
    private const int FewestSteps = 512;

    /// <summary>The files of one run of the language domain: <c>run.json</c>, a training log and the large evaluations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Rows, files or rows per row group are not positive.</exception>
    public static IReadOnlyList<SimulatedFile> Files(BulkOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Files);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RowGroupRows);

        var simulation = new SimulationOptions
        {
            Domains = [PublishedDomains.Language],
            Sizes = [ModelShape.Ladder[^1]],
            Steps = [Math.Max(FewestSteps, options.Files)],
            EvaluationSequences = SetSequences,
            Codecs = [options.Codec],
            Seed = options.Seed,
        };
        var plan = LadderPlan.Of(simulation).Single();
        var set = new Lazy<EvaluationSet>(() => new(plan.Domain, SetSequences, options.Seed));
        var job = new Lazy<EvaluationJob>(() => new(plan, simulation, set.Value));
        var style = LogStyle.Of(plan, simulation);
        var log = new Lazy<TrainingLog>(() => TrainingJob.Run(plan, simulation));

        return
        [
            RunDocument.Of(plan),
            .. TrainingFiles.Of(plan, style, log),
            .. Enumerable
                .Range(1, options.Files)
                .Select(index => (int)((long)plan.TotalSteps * index / options.Files))
                .Select(step => new SimulatedFile(
                    $"{plan.Folder}/eval/step-{step:000000}.parquet",
                    step,
                    stream =>
                        LogTable.Write(
                            stream,
                            options.Codec,
                            RowGroups(options, set.Value, job.Value.LossesAt(step), step)
                        )
                )),
        ];
    }

    /// <summary>Writes <see cref="Files"/> below a folder, which is created.</summary>
    /// <returns>Bytes written.</returns>
    public static long Write(
        BulkOptions options,
        string folder,
        CancellationToken cancellation = default
    )
    {
        var output = new LogFolder(folder);
        foreach (var file in Files(options))
        {
            cancellation.ThrowIfCancellationRequested();
            output.Write(file);
        }

        return output.Bytes;
    }

    // The arrays are filled anew for every row group: each is written before the next is asked for.
    private static IEnumerable<IReadOnlyList<LogColumn>> RowGroups(
        BulkOptions options,
        EvaluationSet set,
        float[] losses,
        int step
    )
    {
        var random = new SeededRandom(options.Seed, "bulk", $"{step}");
        var length = set.ContextLength;
        var rowsOfFile = (options.Rows + options.Files - 1) / options.Files;
        var sequences = (rowsOfFile + length - 1) / length;
        var groupSequences = Math.Max(1, options.RowGroupRows / length);
        var capacity = (int)Math.Min(sequences, groupSequences) * length;
        var (sequenceIds, positions) = (new int[capacity], new int[capacity]);
        var (tokenIds, values) = (new int[capacity], new float[capacity]);

        for (long first = 0; first < sequences; first += groupSequences)
        {
            var count = (int)Math.Min(groupSequences, sequences - first);
            for (var index = 0; index < count; index++)
            {
                var source = (int)((first + index) % set.Sequences) * length;
                var factor = (float)random.NextFactor(SequenceSpread);
                var target = index * length;
                sequenceIds.AsSpan(target, length).Fill((int)(first + index));
                set.TokenIds.AsSpan(source, length).CopyTo(tokenIds.AsSpan(target));
                for (var position = 0; position < length; position++)
                {
                    positions[target + position] = position;
                    values[target + position] = losses[source + position] * factor;
                }
            }

            var rows = count * length;
            yield return
            [
                new IntColumn("sequence_id", sequenceIds.AsMemory(0, rows)),
                new IntColumn("position", positions.AsMemory(0, rows)),
                new IntColumn("token_id", tokenIds.AsMemory(0, rows)),
                new FloatColumn("loss", values.AsMemory(0, rows)),
            ];
        }
    }
}
