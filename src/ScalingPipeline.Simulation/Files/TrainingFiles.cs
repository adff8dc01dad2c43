using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Files;

/// <summary>The per-step log of a run: <c>train/part-0000k.parquet</c>, each part a stretch of steps.</summary>
internal static class TrainingFiles
{
    public static string PathOf(string folder, int part) => $"{folder}/part-{part:00000}.parquet";

    public static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    public static IReadOnlyList<SimulatedFile> Of(
        RunPlan plan,
        LogStyle style,
        Lazy<TrainingLog> log
    )
    {
        var rows = (plan.TotalSteps + style.TrainingParts - 1) / style.TrainingParts;
        var parts = new List<SimulatedFile>();
        for (var first = 0; first < plan.TotalSteps; first += rows)
        {
            var range = first..Math.Min(first + rows, plan.TotalSteps);
            parts.Add(
                new(
                    PathOf($"{plan.Folder}/train", parts.Count),
                    range.End.Value,
                    stream => Write(stream, log.Value, range, style)
                )
            );
        }

        return plan.Fault?.OnTrainingFiles(parts) ?? parts;
    }

    private static void Write(Stream stream, TrainingLog log, Range rows, LogStyle style) =>
        LogTable.Write(
            stream,
            style,
            [
                new LongColumn("step", log.Step.AsMemory(rows)),
                new LongColumn("tokens_seen", log.TokensSeen.AsMemory(rows)),
                new FloatColumn("loss", log.Loss.AsMemory(rows)),
                new FloatColumn("lr", log.LearningRate.AsMemory(rows)),
                new FloatColumn("grad_norm", log.GradientNorm.AsMemory(rows)),
                new FloatColumn("elapsed_s", log.ElapsedSeconds.AsMemory(rows)),
            ]
        );
}
