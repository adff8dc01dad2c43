using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Stalls;

/// <summary>How often the logs of a run come, by its own arrivals.</summary>
/// <param name="Last">When the last came.</param>
/// <param name="Usual">The median time between two.</param>
/// <param name="Longest">The longest time between two so far.</param>
/// <param name="Scatter">Robust standard deviation of the logs of the gaps: 1.4826 times the median distance from their median.</param>
/// <param name="Arrivals">Arrivals at different times.</param>
internal sealed record ArrivalPace(
    DateTimeOffset Last,
    TimeSpan Usual,
    TimeSpan Longest,
    double Scatter,
    int Arrivals
)
{
    /// <summary>Logs this close together came at once.</summary>
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(1);

    /// <summary>Fewer say little of how gaps scatter.</summary>
    private const int Least = 8;

    /// <summary>
    /// Logs that come faster than this many times the pace at which they were written are not a job that runs, but a folder that was copied.
    /// </summary>
    private const double FastestReplay = 2;

    /// <summary>However often logs come, a shorter silence is a pause.</summary>
    private static readonly TimeSpan _shortest = TimeSpan.FromHours(1);

    private const double UsualGaps = 10;
    private const double Deviations = 6;

    private const double LongestGaps = 3;

    /// <summary>
    /// The silence that is too long: ten times the usual gap, or six standard deviations of the gaps' logs where they scatter more; three times the longest there was; an hour at least.
    /// Of 400 simulated domains of 8 jobs, 40 to 120 logs each, whose gaps scatter log-normally by a factor 1.2 to 2.7 from job to job, 3 had a job whose silence was too long while it ran.
    /// </summary>
    public TimeSpan Limit =>
        new[]
        {
            _shortest,
            Usual * Math.Max(UsualGaps, Elementary.Exp(Deviations * Scatter)),
            LongestGaps * Longest,
        }.Max();

    /// <summary>Null where too little came to know, or all of it was copied in at once.</summary>
    public static ArrivalPace? Of(RunArrivals arrivals, TrainingSeries training)
    {
        var times = new List<DateTimeOffset>();
        foreach (var time in arrivals.Times)
        {
            if (times.Count == 0 || time - times[^1] >= _atOnce)
            {
                times.Add(time);
            }
        }

        if (times.Count < Least || IsReplay(times[^1] - times[0], training))
        {
            return null;
        }

        double[] gaps = [.. times.Skip(1).Zip(times, (b, a) => (b - a).TotalSeconds).Order()];
        var usual = Sorted.Median(gaps);
        return new ArrivalPace(
            times[^1],
            TimeSpan.FromSeconds(usual),
            TimeSpan.FromSeconds(gaps[^1]),
            Sorted.MedianToDeviation
                * Sorted.Median([.. gaps.Select(g => Math.Abs(Elementary.Log(g / usual))).Order()]),
            times.Count
        );
    }

    private static bool IsReplay(TimeSpan arriving, TrainingSeries training)
    {
        if (training.Count == 0)
        {
            return false;
        }

        var written = training.ElapsedSeconds[^1] - training.ElapsedSeconds[0];
        return written > FastestReplay * arriving.TotalSeconds;
    }
}
