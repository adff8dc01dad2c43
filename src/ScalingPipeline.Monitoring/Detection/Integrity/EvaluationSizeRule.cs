using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>All evaluations on one set hold the same tokens: one that holds more counted rows twice, one that holds fewer is not whole.</summary>
internal sealed class EvaluationSizeRule
{
    /// <summary>So many evaluations of other runs must agree, and they must be this share of all.</summary>
    private const int LeastWitnesses = 4;
    private const double Majority = 0.75;

    private readonly Dictionary<string, (long Tokens, int Witnesses)> _usual = new(
        StringComparer.Ordinal
    );

    /// <param name="views">All runs of the domain.</param>
    public EvaluationSizeRule(IEnumerable<RunView> views)
    {
        foreach (
            var set in views
                .SelectMany(v => v.Run.Evaluations)
                .GroupBy(e => e.Set, StringComparer.Ordinal)
        )
        {
            var counts = set.GroupBy(Tokens).OrderByDescending(g => g.Count()).ToArray();
            if (counts[0].Count() >= LeastWitnesses && counts[0].Count() >= Majority * set.Count())
            {
                _usual[set.Key] = (counts[0].Key, counts[0].Count());
            }
        }
    }

    public AlertCondition? Check(RunView view)
    {
        var odd = view
            .Run.Evaluations.Where(e =>
                _usual.TryGetValue(e.Set, out var usual) && Tokens(e) != usual.Tokens
            )
            .ToArray();
        if (odd.Length == 0)
        {
            return null;
        }

        var worst = odd.MaxBy(e => Math.Abs(Tokens(e) - _usual[e.Set].Tokens))!;
        var expected = _usual[worst.Set];
        var more = Tokens(worst) > expected.Tokens;

        // The last evaluation of a run may still be on its way.
        var late = view.PrimaryEvaluations is [.., var last] && odd.All(e => e.Step >= last.Step);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.EvaluationSize,
            Severity = AlertSeverity.Warning,
            Confirmed = more || !late || view.Progress >= 1,
            Expected = expected.Tokens,
            Observed = Tokens(worst),
            SinceStep = odd[0].Step,
            Message =
                $"{Words.Many(odd.Length, "evaluation holds", "evaluations hold")} another number of tokens than the other runs' on the same set: '{worst.Set}' at step {Words.Count(worst.Step)} has {Words.Count(Tokens(worst))}, the others {Words.Count(expected.Tokens)}.",
            Cause =
                more && Tokens(worst) % expected.Tokens == 0
                    ? $"Rows were counted {Words.Count(Tokens(worst) / expected.Tokens)} times: the evaluation was uploaded again under another name, or written by several workers."
                : more ? "Another evaluation set, or rows of two evaluations in one."
                : "A part of the evaluation is missing or was cut off, or another evaluation set was used.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Compare the files of this evaluation with another run's; upload the missing part or remove the surplus one.",
            Evidence =
                $"Arithmetic: {Words.Count(expected.Witnesses)} evaluations of this domain agree on the number of tokens.",
        };
    }

    private static long Tokens(EvaluationCheckpoint evaluation) =>
        evaluation.All.Tokens + evaluation.NonFinite;
}
