using ScalingPipeline.Monitoring.Detection;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>All laws of one family. Those that the data do not support are records too: their status says what is missing.</summary>
internal static class FamilyLaws
{
    private const double NextSize = 4;

    public static IEnumerable<LawRecord> Of(
        LawContext context,
        FinalPoints points,
        IReadOnlyList<RunView> family,
        string evaluationSet
    )
    {
        var used = points.Used;
        if (used.Count == 0)
        {
            return [];
        }

        var power = new PowerLawRecords(context);
        var joint = ChinchillaRecords.ForecastFit(used);
        var tokens = BestPopulated(used, p => p.Tokens, p => p.Parameters);
        var size = BestPopulated(used, p => p.Parameters, p => p.Tokens);
        return
        [
            .. power.Of(
                "N",
                $"D = {Words.Count((long)tokens)} tokens",
                [.. used.Where(p => p.Tokens == tokens).Select(p => (p.Run, p.Parameters, p.Loss))],
                NextSize
            ),
            .. power.Of(
                "D",
                $"N = {Words.Count((long)size)} parameters",
                [.. used.Where(p => p.Parameters == size).Select(p => (p.Run, p.Tokens, p.Loss))],
                next: NextSize
            ),
            .. new FrontierRecords(context).Of(used, joint),
            .. new ChinchillaRecords(context).Of(used, joint),
            .. Position(power, used, family, evaluationSet),
        ];
    }

    /// <summary>The value of the fixed variable with most distinct values of the free one; ties to the larger.</summary>
    private static double BestPopulated(
        IReadOnlyList<FinalPoint> points,
        Func<FinalPoint, double> held,
        Func<FinalPoint, double> free
    ) =>
        points
            .GroupBy(held)
            .OrderByDescending(group => group.Select(free).Distinct().Count())
            .ThenByDescending(group => group.Key)
            .First()
            .Key;

    /// <summary>The loss over context positions at the end of the largest run: most parameters, then most tokens, then by name; none where it was not measured by position.</summary>
    private static IEnumerable<LawRecord> Position(
        PowerLawRecords power,
        IReadOnlyList<FinalPoint> points,
        IReadOnlyList<RunView> family,
        string evaluationSet
    )
    {
        var largest = points
            .OrderByDescending(p => p.Parameters)
            .ThenByDescending(p => p.Tokens)
            .ThenBy(p => p.Run, StringComparer.Ordinal)
            .First();
        var run = family.First(v => string.Equals(v.Name, largest.Run, StringComparison.Ordinal));
        var fit = PositionFit.Of(run.Run.FinalEvaluation(evaluationSet)!.Profile.Buckets);
        return fit.Bins.Count == 0 ? [] : [power.OfPositions(largest.Run, fit)];
    }
}
