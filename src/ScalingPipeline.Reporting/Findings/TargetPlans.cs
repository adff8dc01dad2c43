using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>The plans of one family: round losses below the best one that it has reached.</summary>
/// <param name="Family">The family with most healthy finished runs.</param>
/// <param name="Best">The least final loss of its runs, in nats per token.</param>
/// <param name="Plans">From the nearest target on; the first that is refused is the last.</param>
public sealed record TargetPlans(string Family, double Best, IReadOnlyList<TargetPlan> Plans)
{
    private const int Most = 5;

    /// <summary>Targets lie about this share of the best loss apart.</summary>
    private const double Apart = 0.02;

    /// <summary>Null when no run of the domain has finished healthily.</summary>
    public static TargetPlans? Of(DomainReport domain)
    {
        var law = domain
            .Analysis.Laws.Where(l => l.Law is "L(N,D)" && l.Observations.Count > 0)
            .OrderByDescending(l => l.Observations.Count)
            .ThenBy(l => l.Family, StringComparer.Ordinal)
            .FirstOrDefault();
        if (law is null || FamilyForecasts.Of(domain.Analysis, law.Family) is not { } forecasts)
        {
            return null;
        }

        var best = law.Observations.Min(o => o.Observed);
        var largest = domain.Analysis.Runs.Max(r => r.Tokens);
        var plans = new List<TargetPlan>();
        foreach (var target in Targets(best))
        {
            plans.Add(Plan(forecasts, target, largest));
            if (plans[^1].Forecast is null)
            {
                break;
            }
        }

        return new TargetPlans(law.Family, best, plans);
    }

    private static TargetPlan Plan(FamilyForecasts forecasts, double loss, double largest)
    {
        try
        {
            var forecast = forecasts.ForTarget(loss);
            return new TargetPlan(
                loss,
                forecast,
                Refusal: null,
                forecast is { Parameters: { } n, Tokens: { } d } && forecasts.Joint is { } joint
                    ? DataWanted.Of(joint, n, d, largest)
                    : null
            );
        }
        catch (NoForecastException refused)
        {
            return new TargetPlan(loss, Forecast: null, refused.Message, Data: null);
        }
    }

    /// <summary>Multiples of a round step below the best loss.</summary>
    private static IEnumerable<double> Targets(double best)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Apart * best)));
        var step =
            power
            * (Apart * best / power) switch
            {
                < 1.5 => 1,
                < 3.5 => 2,
                < 7.5 => 5,
                _ => 10,
            };
        var first = Math.Ceiling((best / step) - 1e-9) - 1;
        return Enumerable
            .Range(0, Most)
            .Select(i => Math.Round((first - i) * step, 12))
            .Where(loss => loss > 0);
    }
}
