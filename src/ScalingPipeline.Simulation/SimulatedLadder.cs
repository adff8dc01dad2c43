using ScalingPipeline.Simulation.Evaluation;
using ScalingPipeline.Simulation.Files;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation;

/// <summary>Training logs of many runs, drawn from published scaling laws: the pipeline's input without a training job.</summary>
/// <remarks>Layout: <c>[domain]/[run]/run.json</c>, <c>train/part-0000k.parquet</c>, <c>eval/step-XXXXXX.parquet</c>, and <c>LABELS.json</c> at the top.</remarks>
public static class SimulatedLadder
{
    /// <summary>The runs, healthy ones first and faulty ones last, each with its files still to be written.</summary>
    /// <exception cref="ArgumentException">The options cannot be simulated; the message lists every reason.</exception>
    public static IReadOnlyList<SimulatedRun> Runs(SimulationOptions options)
    {
        options.Validate();
        var sets = options.Domains.ToDictionary(
            domain => domain.Name,
            domain => new Lazy<EvaluationSet>(() =>
                new(domain, options.EvaluationSequences, options.Seed)
            ),
            StringComparer.Ordinal
        );
        return
        [
            .. LadderPlan
                .Of(options)
                .Select(plan => new SimulatedRun(plan, options, sets[plan.Domain.Name])),
        ];
    }

    /// <summary><c>LABELS.json</c>: the laws and the faults behind the logs of these options.</summary>
    /// <exception cref="ArgumentException">The options cannot be simulated; the message lists every reason.</exception>
    public static SimulatedFile Labels(SimulationOptions options) =>
        LabelsDocument.Of(options, Runs(options));

    /// <summary>Writes all runs and <c>LABELS.json</c> below a folder, which is created; files of the same names are replaced.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="folder">The output folder.</param>
    /// <param name="progress">Told after every run.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <exception cref="ArgumentException">The options cannot be simulated; the message lists every reason.</exception>
    public static SimulationSummary Write(
        SimulationOptions options,
        string folder,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var runs = Runs(options);
        var output = new LogFolder(folder);
        output.Write(LabelsDocument.Of(options, runs));
        for (var index = 0; index < runs.Count; index++)
        {
            foreach (var file in runs[index].Files())
            {
                cancellation.ThrowIfCancellationRequested();
                output.Write(file);
            }

            progress?.Report(new(runs[index].Id, index + 1, runs.Count));
        }

        return new(
            runs.Count,
            runs.Count(run => run.Fault is not null),
            output.Files,
            output.Bytes
        );
    }
}
