using ScalingPipeline.Laws.Sequential;

namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>
/// Of all the tests of a night over all domains, those to raise so that no more than .05 of them are false on average (Benjamini and Hochberg 1995).
/// </summary>
/// <remarks>
/// It rules the tests that have p-values: a law that moved and an optimal size that moved. With their own level of .001 it bites from fifty tests a night on. All other rules are limits with a
/// margin over what healthy runs reach. A final loss has a conformal p-value, but none below 1 in 30: with 29 healthy runs behind it no single run of a night could ever be raised by it. Profiles over positions
/// have scores of 5 and 8 standard errors, p-values below 1e-6, which a night of 50,000 would let pass.
/// </remarks>
public static class FalseDiscoveries
{
    public const double Rate = 0.05;

    /// <summary>The conditions of a domain; one whose test does not stand among all of the night is a first sign only.</summary>
    /// <param name="conditions">Of the domain.</param>
    /// <param name="own">Its tests.</param>
    /// <param name="elsewhere">Those of the other domains.</param>
    public static IEnumerable<AlertCondition> Control(
        IEnumerable<AlertCondition> conditions,
        IEnumerable<TestedDeviation> own,
        IEnumerable<TestedDeviation> elsewhere
    )
    {
        double[] p = [.. own.Concat(elsewhere).Select(t => t.PValue)];
        var raised = p.Zip(FalseDiscovery.Raised(p, Rate)).Where(t => t.Second).ToArray();
        var limit = raised.Length == 0 ? double.NegativeInfinity : raised.Max(t => t.First);
        return conditions.Select(c => c.PValue > limit ? c with { Confirmed = false } : c);
    }
}
