namespace ScalingPipeline.Laws.Curves;

/// <summary>How many different shapes learning-rate schedules have: the rate in units of the peak against the share of the steps that are done.</summary>
/// <remarks>
/// Under schedules of one shape the forward area and the annealed part grow together, whatever their lengths, so that what each does to the
/// loss cannot be told apart: laws fitted to cosines of one to four lengths (the ladder of small transformers) miss the next length by up to 19 %.
/// </remarks>
internal static class ScheduleShapes
{
    private const int Places = 33;

    /// <summary>Of the peak: more than warmups cut a step early or late, less than any change of shape.</summary>
    private const double Tolerance = 0.05;

    /// <summary>The sentence to show when the points see one shape only; null when they see more.</summary>
    /// <param name="points">Curve, an index into the schedules, and step.</param>
    /// <param name="schedules">One for each curve.</param>
    public static string? OnlyOne(
        IEnumerable<(int Curve, int Step)> points,
        IReadOnlyList<LearningRateSchedule> schedules
    )
    {
        var shapes = points
            .GroupBy(p => p.Curve)
            .Select(curve => Shape(schedules[curve.Key], curve.Max(p => p.Step)))
            .ToArray();
        return shapes.Skip(1).Any(shape => !IsSame(shape, shapes[0]))
            ? null
            : "All curves have schedules of one shape: what the learning rate's sum and what its decay do to the loss cannot be told apart; add a run with a schedule of another shape, such as a constant rate beside a cosine.";
    }

    private static double[] Shape(LearningRateSchedule schedule, int last)
    {
        var peak = Enumerable.Range(1, last).Max(schedule.Rate);
        return
        [
            .. Enumerable
                .Range(0, Places)
                .Select(place => RateAt(schedule, place * (last - 1.0) / (Places - 1)) / peak),
        ];
    }

    /// <summary>The rate between two steps, linearly.</summary>
    private static double RateAt(LearningRateSchedule schedule, double stepsDone)
    {
        var step = Math.Min((int)stepsDone + 1, schedule.Steps);
        var next = Math.Min(step + 1, schedule.Steps);
        var share = stepsDone - (step - 1);
        return ((1 - share) * schedule.Rate(step)) + (share * schedule.Rate(next));
    }

    private static bool IsSame(double[] shape, double[] other) =>
        shape.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance);
}
