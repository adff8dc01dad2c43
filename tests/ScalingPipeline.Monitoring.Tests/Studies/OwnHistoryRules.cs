using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Studies;

/// <summary>What people have today: rules that look at the training loss of one run alone.</summary>
internal static class OwnHistoryRules
{
    public static IReadOnlyList<(string Name, Func<TrainingSeries, bool> Alerts)> All { get; } =
    [
        ("3 sigma over the last 100 steps", s => Beyond(s.Loss, window: 100, deviations: 3)),
        (
            "z-score 3 of the last 10 in the last 100 (as in experiment trackers)",
            s => Recent(s.Loss, recent: 10, history: 100, deviations: 3)
        ),
        (
            "2 x the running mean of 100, 5 in a row (llm-foundry)",
            s => Multiple(s.Loss, window: 100, factor: 2, patience: 5)
        ),
        (
            "7 sigma over the last 1,000 steps (OLMo's spike score)",
            s => Beyond(s.Loss, window: 1000, deviations: 7)
        ),
    ];

    /// <summary>A loss more than so many SD from the mean of the window before it.</summary>
    private static bool Beyond(double[] losses, int window, double deviations) =>
        Enumerable
            .Range(Math.Min(window, 100), Math.Max(0, losses.Length - Math.Min(window, 100)))
            .Any(i =>
            {
                var (mean, deviation) = Moments(losses[Math.Max(0, i - window)..i]);
                return Math.Abs(losses[i] - mean) > deviations * deviation;
            });

    /// <summary>The mean of the last few losses more than so many of their standard errors from that of the history before them.</summary>
    private static bool Recent(double[] losses, int recent, int history, double deviations) =>
        Enumerable
            .Range(recent + history, Math.Max(0, losses.Length - recent - history))
            .Any(i =>
            {
                var (mean, deviation) = Moments(losses[(i - recent - history)..(i - recent)]);
                return losses[(i - recent)..i].Average() - mean > deviations * deviation;
            });

    private static bool Multiple(double[] losses, int window, double factor, int patience)
    {
        var row = 0;
        for (var i = window; i < losses.Length; i++)
        {
            row = losses[i] > factor * losses[(i - window)..i].Average() ? row + 1 : 0;
            if (row == patience)
            {
                return true;
            }
        }

        return false;
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }
}
