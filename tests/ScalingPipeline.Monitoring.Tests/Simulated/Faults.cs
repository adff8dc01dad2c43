using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Simulated;

/// <summary>What goes wrong with runs.</summary>
internal static class Faults
{
    /// <summary>Every loss from a step on times a factor, in training and evaluation.</summary>
    public static Run Scaled(this Run run, double factor, long from = 1) =>
        run.Mapped((step, loss) => step >= from ? loss * factor : loss);

    /// <summary>Every loss, in training and evaluation, changed by step and value.</summary>
    public static Run Mapped(this Run run, Func<long, double, double> change) =>
        run.WithLosses(change) with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                    SimulatedFamily.Evaluated(e.Step, change(e.Step, e.All.Mean.Value))
                ),
            ],
        };

    /// <summary>Only the training losses changed.</summary>
    public static Run WithLosses(this Run run, Func<long, double, double> change) =>
        run with
        {
            Training = run.Training with
            {
                Loss = [.. run.Training.Step.Zip(run.Training.Loss, change)],
            },
        };

    /// <summary>Every learning rate times a factor.</summary>
    public static Run WithRate(this Run run, float factor) =>
        run with
        {
            Metadata = run.Metadata with
            {
                PeakLearningRate = run.Metadata.PeakLearningRate * factor,
            },
            Training = run.Training with
            {
                LearningRate = Array.ConvertAll(run.Training.LearningRate, r => r * factor),
            },
        };

    /// <summary>The run as it was at a step.</summary>
    public static Run Until(this Run run, long step) => run.Keeping(s => s <= step);

    /// <summary>Only some of the steps of the training log; of the evaluations too, unless all are kept.</summary>
    public static Run Keeping(this Run run, Func<long, bool> keep, bool evaluations = false)
    {
        var t = run.Training;
        var rows = Enumerable.Range(0, t.Count).Where(i => keep(t.Step[i])).ToArray();
        return run with
        {
            Training = new TrainingSeries
            {
                Step = Array.ConvertAll(rows, i => t.Step[i]),
                Tokens = Array.ConvertAll(rows, i => t.Tokens[i]),
                Loss = Array.ConvertAll(rows, i => t.Loss[i]),
                LearningRate = Array.ConvertAll(rows, i => t.LearningRate[i]),
                GradientNorm = Array.ConvertAll(rows, i => t.GradientNorm[i]),
                ElapsedSeconds = Array.ConvertAll(rows, i => t.ElapsedSeconds[i]),
            },
            Evaluations = [.. run.Evaluations.Where(e => evaluations || keep(e.Step))],
        };
    }
}
