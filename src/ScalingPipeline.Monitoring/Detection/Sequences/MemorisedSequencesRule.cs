using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Positions;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection.Sequences;

/// <summary>
/// Some sequences of the evaluation cost a fraction of what the others do, and did not in the siblings: the loss over sequences has two humps, since
/// these were in the training data.
/// </summary>
/// <remarks>
/// What share of the sequences lies far below the run's own median hardly depends on the model: on a public ladder of 37 healthy runs in four
/// domains, in one of which a quarter of the sequences costs less than half of the median, counts keep within 1.5 times the root of what is expected.
/// </remarks>
internal static class MemorisedSequencesRule
{
    private const int Octave = 8;
    private const int FewestSequences = 64;
    private const double Limit = 5;

    /// <summary>Where more sequences lie far below the median from the beginning, a run alone tells nothing: their number grows as it learns.</summary>
    private const double FewAtFirst = 0.02;

    /// <summary>How many octaves below the median: half of it to a sixteenth.</summary>
    private static readonly int[] _octaves = [1, 2, 3, 4];

    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (
            Find(view, references) is not { } found
            || found.Strongest is not { Strength: > Limit } strongest
        )
        {
            return null;
        }

        var last = found.Last;
        var bin = last.Losses.MedianBin;
        var (half, median) = (
            SequenceLosses.LowestOf(bin - strongest.Bins),
            SequenceLosses.LowestOf(bin)
        );
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.MemorisedSequences,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = strongest.Expected,
            Observed = strongest.Count,
            SinceStep = last.Step,
            Message =
                $"{Words.Count(strongest.Count)} of {Words.Count(last.Losses.Total)} evaluation sequences cost less than {half:0.00} nats a token at step {Words.Count(last.Step)}, while the median costs about {median:0.00}; "
                + (
                    found.Siblings > 0
                        ? $"in {Words.Many(found.Siblings, "sibling", "siblings")} {strongest.Expected:0} are as far below theirs."
                        : $"early in the run {strongest.Expected:0} were as far below."
                ),
            Cause =
                "Probably these sequences were in the training data and are remembered: evaluation data was seen in training, or the data holds many copies.",
            CauseCode = CauseCodes.EvaluationLeak,
            NextStep =
                "Look at the sequences with the lowest losses in the normalized evaluation; search the training data for them, and take duplicates out.",
            Evidence =
                $"Limit: {Limit:0} times the root of the number expected, which 37 healthy runs of a public ladder in four domains keep within 1.5; of sequences none of which is expected there, {Limit + 1:0} are seen.",
        };
    }

    /// <summary>How many sequences too many lie far below the median, over the root of what is expected; NaN where it cannot be told.</summary>
    public static double Strength(RunView view, IReadOnlyList<RunView> references) =>
        Find(view, references)?.Strongest.Strength ?? double.NaN;

    private static Finding? Find(RunView view, IReadOnlyList<RunView> references)
    {
        if (Last(view) is not { } last)
        {
            return null;
        }

        SequenceLosses[] siblings =
        [
            .. references.Select(r => Last(r)?.Losses).OfType<SequenceLosses>(),
        ];
        var enough = siblings.Length >= SiblingTrack.LeastReferences;
        var compared = enough ? siblings : Before(view, last.Step);
        return compared.Count == 0
            ? null
            : new Finding(
                last,
                enough ? siblings.Length : 0,
                _octaves
                    .Select(octaves => Excess.Of(last.Losses, compared, octaves * Octave))
                    .Where(e => enough || e.Expected <= FewAtFirst * last.Losses.Total)
                    .DefaultIfEmpty()
                    .MaxBy(e => e.Strength)
            );
    }

    private static (long Step, SequenceLosses Losses)? Last(RunView view) =>
        view
            is {
                Progress: >= PairedProfile.FromProgress or double.NaN,
                PrimaryEvaluations: [.., var last]
            }
        && last.SequenceLosses is { Total: >= FewestSequences } losses
            ? (last.Step, losses)
            : null;

    /// <summary>Without siblings, the run's own first evaluation after a tenth of its schedule; none when the last is not far from it.</summary>
    private static IReadOnlyList<SequenceLosses> Before(RunView view, long last) =>
        view.Run.Metadata.TotalSteps is { } total
        && view.PrimaryEvaluations.FirstOrDefault(e => e.Step >= total / 10)
            is { SequenceLosses: { Total: >= FewestSequences } losses } first
        && first.Step <= last / 2
            ? [losses]
            : [];

    /// <param name="Last">The evaluation looked at.</param>
    /// <param name="Siblings">Those it was compared with; 0: with its own earlier evaluation.</param>
    /// <param name="Strongest">Of the distances below the median.</param>
    private sealed record Finding(
        (long Step, SequenceLosses Losses) Last,
        int Siblings,
        Excess Strongest
    );

    /// <param name="Count">Sequences below.</param>
    /// <param name="Expected">As many as in the runs it is compared with.</param>
    /// <param name="Bins">How far below the median.</param>
    private readonly record struct Excess(long Count, double Expected, int Bins)
    {
        public double Strength => (Count - Expected) / Math.Sqrt(Expected + 1);

        public static Excess Of(
            SequenceLosses losses,
            IReadOnlyList<SequenceLosses> compared,
            int bins
        )
        {
            double[] shares = [.. compared.Select(c => Below(c, bins) / (double)c.Total).Order()];
            return new Excess(Below(losses, bins), Sorted.Median(shares) * losses.Total, bins);
        }

        private static long Below(SequenceLosses losses, int bins) =>
            losses.Below(losses.MedianBin - bins);
    }
}
