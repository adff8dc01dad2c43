using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>A domain as it was when one run had come to a step; its siblings are complete.</summary>
internal static class RunUntil
{
    public static DomainSnapshot Step(DomainSnapshot snapshot, string run, long step) =>
        snapshot with
        {
            Runs =
            [
                .. snapshot.Runs.Select(r =>
                    string.Equals(r.Name, run, StringComparison.Ordinal) ? Cut(r, step) : r
                ),
            ],
        };

    private static Run Cut(Run run, long step)
    {
        var log = run.Training;
        var rows = log.Step.Count(s => s <= step);
        return run with
        {
            Training = new TrainingSeries
            {
                Step = log.Step[..rows],
                Tokens = log.Tokens[..rows],
                Loss = log.Loss[..rows],
                LearningRate = log.LearningRate[..rows],
                GradientNorm = log.GradientNorm[..rows],
                ElapsedSeconds = log.ElapsedSeconds[..rows],
            },
            Evaluations = [.. run.Evaluations.Where(e => e.Step <= step)],
        };
    }
}
