using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Evaluation;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Files;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation;

/// <summary>One run of a simulated ladder and the files of its logs.</summary>
public sealed class SimulatedRun
{
    private readonly SimulationOptions _options;
    private readonly Lazy<EvaluationSet> _set;

    internal SimulatedRun(RunPlan plan, SimulationOptions options, Lazy<EvaluationSet> set)
    {
        Plan = plan;
        _options = options;
        _set = set;
    }

    public RunPlan Plan { get; }

    public string Id => Plan.RunId;

    public string Domain => Plan.Domain.Name;

    /// <summary>Null for a healthy run.</summary>
    public Fault? Fault => Plan.Fault;

    /// <summary>The loss at the end of the schedule in nats per token, had the run no fault.</summary>
    public double FinalLoss => Plan.FinalLoss;

    /// <summary>
    /// The files of the run in the order in which a job uploads them: <c>run.json</c>, then training parts and evaluations by step. Nothing is
    /// computed before a file is written.
    /// </summary>
    public IReadOnlyList<SimulatedFile> Files()
    {
        var style = LogStyle.Of(Plan, _options);
        var log = new Lazy<TrainingLog>(() => TrainingJob.Run(Plan, _options));
        var job = new Lazy<EvaluationJob>(() => new(Plan, _options, _set.Value));
        return
        [
            RunDocument.Of(Plan),
            .. TrainingFiles
                .Of(Plan, style, log)
                .Concat(EvaluationFiles.Of(Plan, _options, style, _set.Value, job))
                .OrderBy(file => file.Step),
        ];
    }
}
