using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Positions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Positions;

/// <summary>
/// The first token has no context: once a model has learned how often tokens begin a sequence, its loss there is their entropy, whatever its size. A
/// first token that costs more or less shows a wrong mask, a missing begin-of-sequence token or a leak of its target.
/// </summary>
internal static class FirstTokenRule
{
    /// <summary>In ln loss, beyond the deviation of the loss as a whole. 29 healthy runs of a public ladder keep within .025.</summary>
    private const double Limit = 0.15;

    /// <summary>Positions of few sequences scatter more.</summary>
    private const double StandardDeviations = 4;

    /// <summary>The next positions are at another stage of learning too.</summary>
    private const int FirstToCompare = 5;
    private const int FewestToCompare = 8;

    /// <summary>Of the declared entropy: healthy runs that see nothing before the first token come to 1.01, those that see one token to .8 and more.</summary>
    private const double Highest = 1.08;
    private const double Lowest = 0.6;

    private static readonly Cause _high = new(
        CauseCodes.FirstToken,
        "Probably the begin-of-sequence token or the mask: the first token is predicted from something else than in the other runs, or its target is shifted.",
        "Compare how sequences begin in training and in the evaluation (begin-of-sequence token, padding, attention mask, shift of the targets)."
    );

    private static readonly Cause _low = new(
        CauseCodes.FirstToken,
        "Probably the first target is seen: a leak through the mask or a shift of the targets, or more context before it than believed.",
        "Check the attention mask and the shift between inputs and targets at the first position."
    );

    /// <summary>Against the entropy of the tokens at the first position, nats; null where it is not declared.</summary>
    public static AlertCondition? Check(RunView view, double? entropy)
    {
        if (
            entropy is not { } declared
            || view.Progress < PairedProfile.FromProgress
            || view.PrimaryEvaluations is not [.., var last]
            || last.Profile.Buckets is not [{ Sequences: > 1 } first, ..]
        )
        {
            return null;
        }

        var (loss, margin) = (first.Mean.Value, StandardDeviations * first.StandardError);
        return loss > (Highest * declared) + margin
                ? Condition(
                    view,
                    last.Step,
                    (declared, loss),
                    _high,
                    $"more than the entropy of {Words.Loss(declared)} that the definition declares for the tokens there",
                    $"Limit {Highest} times the declared entropy, and {StandardDeviations:0} standard errors; healthy runs come to 1.01."
                )
            : loss < (Lowest * declared) - margin
                ? Condition(
                    view,
                    last.Step,
                    (declared, loss),
                    _low,
                    $"far less than the entropy of {Words.Loss(declared)} that the definition declares for the tokens there",
                    $"Limit {Lowest} times the declared entropy, and {StandardDeviations:0} standard errors; healthy runs that see one token before the first come to .8 and more."
                )
            : null;
    }

    /// <summary>Against the siblings, on the same sequences.</summary>
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (
            PairedProfile.Last(view, references) is not { } profile
            || Deviation.Of(profile) is not { Strength: > 1 } found
        )
        {
            return null;
        }

        var first = profile.Buckets[0];
        return Condition(
            view,
            profile.Step,
            (first.Predicted, first.Loss),
            found.Off > 0 ? _high : _low,
            $"{Words.Percent(found.Off)} {Words.AboveOrBelow(found.Off)} the {Words.Loss(first.Predicted)} that {Words.Many(profile.References.Count, "sibling gives", "siblings give")} on the same sequences",
            $"Limit {100 * found.Limit:0} % beyond the deviation of the loss as a whole: at least {100 * Limit:0} %, and {StandardDeviations:0} standard deviations of single positions; 29 healthy runs of a public ladder keep within 2.5 %."
        );
    }

    /// <summary>By how much the first token's loss is off the siblings', beyond the loss as a whole, over the limit; NaN where it cannot be told.</summary>
    public static double Strength(RunView view, IReadOnlyList<RunView> references) =>
        PairedProfile.Last(view, references) is { } profile
        && Deviation.Of(profile) is { } deviation
            ? deviation.Strength
            : double.NaN;

    /// <summary>
    /// The runs of a group that are off by themselves. Of three, each is predicted from two, and a faulty one makes the others look wrong: one is blamed
    /// only where the other two agree with one another.
    /// </summary>
    public static IReadOnlyList<RunView> Blamed(IReadOnlyList<RunView> members)
    {
        if (members.Count > SiblingTrack.LeastReferences + 1)
        {
            return Blame.Of(members, Strength);
        }

        RunView[] blamed =
        [
            .. members.Where(m =>
            {
                RunView[] others = [.. members.Where(o => o != m)];
                return Strength(m, others) > 1 && Agree(others);
            }),
        ];
        return blamed.Length == 1 ? blamed : [];
    }

    /// <summary>Whether the first token costs about the same in all of them, whatever their sizes.</summary>
    private static bool Agree(IEnumerable<RunView> views)
    {
        double[] losses =
        [
            .. views.Select(v =>
                v.PrimaryEvaluations is [.., var last]
                && last.Profile.Buckets is [{ Tokens: > 0 } first, ..]
                    ? first.Mean.Value
                    : double.NaN
            ),
        ];
        return Elementary.Log(losses.Max() / losses.Min()) < Limit;
    }

    private static AlertCondition Condition(
        RunView view,
        long step,
        (double Expected, double Observed) loss,
        Cause cause,
        string against,
        string evidence
    ) =>
        new()
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.FirstToken,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = loss.Expected,
            Observed = loss.Observed,
            SinceStep = step,
            Message =
                $"The first token costs {Words.Loss(loss.Observed)} nats at step {Words.Count(step)}, {against}.",
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence = evidence,
        };

    /// <param name="Off">ln of the first token's loss over what the siblings give for it.</param>
    /// <param name="Whole">The same of the loss as a whole.</param>
    /// <param name="Limit">How far it may be off beyond that.</param>
    private sealed record Deviation(double Off, double Whole, double Limit)
    {
        public double Strength => (Math.Abs(Off) - Math.Abs(Whole)) / Limit;

        /// <summary>Null without the first position, or enough single ones to know their scatter from.</summary>
        public static Deviation? Of(PairedProfile profile)
        {
            double[] others =
            [
                .. profile
                    .Buckets.Where(b =>
                        b is { Width: 1, First: >= FirstToCompare } && IsPositive(b)
                    )
                    .Select(Ratio),
            ];
            if (
                profile.Buckets is not [{ First: 1, Width: 1 } first, ..]
                || !IsPositive(first)
                || others.Length < FewestToCompare
            )
            {
                return null;
            }

            Array.Sort(others);
            return new Deviation(
                Ratio(first),
                Elementary.Log(
                    profile.Buckets.Sum(b => b.Width * b.Loss)
                        / profile.Buckets.Sum(b => b.Width * b.Predicted)
                ),
                Math.Max(FirstTokenRule.Limit, StandardDeviations * Sorted.Deviation(others))
            );
        }

        private static bool IsPositive(PairedBucket bucket) =>
            bucket is { Loss: > 0, Predicted: > 0 };

        private static double Ratio(PairedBucket bucket) =>
            Elementary.Log(bucket.Loss / bucket.Predicted);
    }
}
