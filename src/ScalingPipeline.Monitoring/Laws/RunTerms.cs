using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>What more of would lower the loss of a run most.</summary>
public enum Bottleneck
{
    /// <summary>Its size: the term of N is the larger.</summary>
    Parameters,

    /// <summary>Its data: the term of D is the larger.</summary>
    Tokens,

    /// <summary>Neither alone: the two terms are alike, and only more of both helps.</summary>
    Compute,
}

/// <summary>What the loss of a run at the end of its schedule is made of: L(N,D) = floor + term of N + term of D (Hoffmann et al. 2022, arXiv 2203.15556, eq. 2), by the reporting fit of its family.</summary>
/// <param name="Floor">E, in nats: what no run of the family gets below.</param>
/// <param name="FloorError">Standard error of the floor, in nats; NaN when not known.</param>
/// <param name="OfParameters">A/N^alpha, in nats.</param>
/// <param name="OfTokens">B/D^beta at the declared D, in nats.</param>
/// <param name="Limit">The larger reducible term.</param>
public sealed record RunTerms(
    double Floor,
    double FloorError,
    double OfParameters,
    double OfTokens,
    Bottleneck Limit
)
{
    /// <summary>Terms within this factor are alike.</summary>
    private const double Alike = 1.5;

    /// <summary>The terms of a run, or why there are none, in words.</summary>
    /// <param name="view">The run.</param>
    /// <param name="law">The reporting fit of its family's L(N,D); null when there is none.</param>
    internal static (RunTerms? Terms, string Basis) Of(RunView view, LawRecord? law)
    {
        if (view.Run.Metadata.PlannedTokens is not { } tokens)
        {
            return (null, "not known: the run does not declare how many tokens it trains on");
        }

        if (law is null)
        {
            return (null, "not identified: no run of its family has completed");
        }

        if (!law.Status.IsUsable())
        {
            return (null, $"not identified: {law.StatusReason}");
        }

        if (FinalPoints.RefusalOf(view.Name, law.Excluded) is { } reason)
        {
            return (null, $"not told of a run that was left out of L(N,D): {reason}");
        }

        var ofParameters = Term(law, "A", "alpha", view.Parameters);
        var ofTokens = Term(law, "B", "beta", tokens);
        return (
            new RunTerms(
                law.Parameters["E"],
                law.StandardErrors.GetValueOrDefault("E", double.NaN),
                ofParameters,
                ofTokens,
                ofParameters > Alike * ofTokens ? Bottleneck.Parameters
                    : ofTokens > Alike * ofParameters ? Bottleneck.Tokens
                    : Bottleneck.Compute
            ),
            $"by L(N,D) of {Words.Many(law.Points, "run", "runs")}{(law.Status == LawStatus.Provisional ? ", provisional" : "")}"
        );
    }

    private static double Term(LawRecord law, string prefactor, string exponent, double x) =>
        law.Parameters[prefactor] * Elementary.Pow(x, -law.Parameters[exponent]);
}
