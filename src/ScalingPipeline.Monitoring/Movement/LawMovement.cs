using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Movement;

/// <summary>What moved of the laws of a domain since the day began. One alert for each kind: of several families that with the least p-value leads.</summary>
internal static class LawMovement
{
    /// <param name="domain">The domain.</param>
    /// <param name="laws">As they are now.</param>
    /// <param name="earlier">The analysis to compare with; null for none.</param>
    /// <returns>The conditions, and every test that was made.</returns>
    public static (
        IReadOnlyList<AlertCondition> Conditions,
        IReadOnlyList<TestedDeviation> Tests
    ) Of(string domain, IReadOnlyList<LawRecord> laws, StoredAnalysis? earlier)
    {
        if (earlier is null)
        {
            return ([], []);
        }

        var pairs = LawPair.Of(earlier.Analysis.Laws, laws);
        var law = Worst(pairs, pair => LawMovedRule.Check(domain, pair, pairs.Count, earlier.At));
        var size = Worst(
            pairs,
            pair => OptimalSizeRule.Check(domain, pair, pairs.Count, earlier.At)
        );
        if (law is { Confirmed: true } && size is not null)
        {
            size = size with { Confirmed = false, InhibitedBy = law.Code };
        }

        return ([.. new[] { law, size }.OfType<AlertCondition>()], [.. pairs.SelectMany(Tests)]);
    }

    private static IEnumerable<TestedDeviation> Tests(LawPair pair)
    {
        if (pair.Shift is null || (pair.Changes.IsEmpty && pair.IsSameCode))
        {
            yield break;
        }

        var subject = LawMovedRule.Name(pair.After);
        if (!double.IsNaN(pair.PValue))
        {
            yield return new TestedDeviation(AlertCodes.LawMoved, subject, pair.PValue);
        }

        if (OptimalSizeRule.Shift(pair) is { Moved.PValue: >= 0 and var p })
        {
            yield return new TestedDeviation(AlertCodes.OptimalSizeMoved, subject, p);
        }
    }

    private static AlertCondition? Worst(
        IEnumerable<LawPair> pairs,
        Func<LawPair, (double PValue, AlertCondition Condition)?> check
    )
    {
        var moved = pairs
            .Select(pair => (Pair: pair, Found: check(pair)))
            .Where(m => m.Found is not null)
            .OrderBy(m => m.Found!.Value.PValue)
            .ToArray();
        if (moved.Length == 0)
        {
            return null;
        }

        var worst = moved[0].Found!.Value.Condition;
        return moved.Length == 1
            ? worst
            : worst with
            {
                Message =
                    $"{worst.Message} So did: {string.Join(", ", moved.Skip(1).Select(m => LawMovedRule.Name(m.Pair.After)))}.",
            };
    }
}
