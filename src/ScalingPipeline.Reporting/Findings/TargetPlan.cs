using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Planning;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>What it would take to reach a loss that no run of the family has reached yet.</summary>
/// <param name="Loss">The target in nats per token.</param>
/// <param name="Forecast">The cheapest run that reaches it; null when none may be named.</param>
/// <param name="Refusal">Why none may be named, in a sentence; null when one is.</param>
/// <param name="Data">The tokens it needs; null when N and D are not known.</param>
public sealed record TargetPlan(
    double Loss,
    TargetForecast? Forecast,
    string? Refusal,
    DataWanted? Data
);

/// <summary>The data of a planned run. How many unique tokens a domain has is declared nowhere: what is known is how many a run has seen.</summary>
/// <param name="Tokens">D of the plan.</param>
/// <param name="Largest">The most tokens that a run of the domain has seen.</param>
/// <param name="Unlimited">The tokens after which the size of the plan loses at most 2 % to limited data (Kaplan et al. 2020, section 4.2).</param>
/// <param name="Repeated">Unique tokens with which four epochs make up D: repeating so often costs little (Muennighoff et al. 2023, arXiv 2305.16264).</param>
/// <param name="Penalty">The loss in nats that those repetitions add by the paper's constants on the family's own law.</param>
public sealed record DataWanted(
    double Tokens,
    double Largest,
    double Unlimited,
    double Repeated,
    double Penalty
)
{
    private const double Epochs = 4;

    internal static DataWanted Of(
        ChinchillaLaw law,
        double parameters,
        double tokens,
        double largest
    )
    {
        var constrained = DataConstrainedLaw.Published with { Base = law };
        var unique = tokens / Epochs;
        return new DataWanted(
            tokens,
            largest,
            DataNeeded.Tokens(law, parameters),
            unique,
            constrained.Loss(parameters, tokens, unique) - law.Loss(parameters, tokens)
        );
    }
}
