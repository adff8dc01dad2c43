using ScalingPipeline.Simulation.Evaluation;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Files;

/// <summary>The evaluations of a run: <c>eval/step-XXXXXX.parquet</c>, one row per token or one row per sequence with a list of losses.</summary>
internal static class EvaluationFiles
{
    public static IEnumerable<SimulatedFile> Of(
        RunPlan plan,
        SimulationOptions options,
        LogStyle style,
        EvaluationSet set,
        Lazy<EvaluationJob> job
    ) =>
        EvaluationSchedule
            .StepsOf(plan.TotalSteps, options.Checkpoints)
            .Select(step => new SimulatedFile(
                $"{plan.Folder}/eval/step-{step:000000}.parquet",
                step,
                stream =>
                    LogTable.Write(
                        stream,
                        style,
                        Copies(job.Value.LossesAt(step), set, style, plan)
                    )
            ));

    private static IEnumerable<List<LogColumn>> Copies(
        float[] losses,
        EvaluationSet set,
        LogStyle style,
        RunPlan plan
    ) =>
        Enumerable
            .Range(0, plan.Fault?.EvaluationCopies ?? 1)
            .Select(copy => Columns(losses, set, style, copy * set.Sequences));

    private static List<LogColumn> Columns(
        float[] losses,
        EvaluationSet set,
        LogStyle style,
        int firstSequence
    )
    {
        var sequences = Enumerable.Range(firstSequence, set.Sequences).ToArray();
        List<LogColumn> columns = style.Lists
            ?
            [
                new IntColumn("sequence_id", sequences),
                new FloatListColumn("losses", losses, set.ContextLength),
            ]
            :
            [
                new IntColumn("sequence_id", Repeated(sequences, set.ContextLength)),
                new IntColumn("position", Cycled(set.Sequences, set.ContextLength)),
                new IntColumn("token_id", set.TokenIds),
                new FloatColumn("loss", losses),
            ];
        if (set.Difficulty is { } difficulty)
        {
            columns.Add(
                new IntColumn(
                    "difficulty",
                    style.Lists ? difficulty : Repeated(difficulty, set.ContextLength)
                )
            );
        }

        return columns;
    }

    private static int[] Repeated(int[] ofSequences, int times)
    {
        var values = new int[ofSequences.Length * times];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = ofSequences[index / times];
        }

        return values;
    }

    private static int[] Cycled(int sequences, int length)
    {
        var values = new int[sequences * length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = index % length;
        }

        return values;
    }
}
