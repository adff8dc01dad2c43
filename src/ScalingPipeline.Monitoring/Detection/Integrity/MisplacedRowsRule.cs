using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>
/// Rows in a wrong place, shown by the learning rate where no clock is logged: in an inner stretch it is not that of a sibling at the same steps, but exactly that of the sibling at other steps, some earlier and some later. No schedule
/// does that; parts whose steps were mixed up do.
/// </summary>
internal static class MisplacedRowsRule
{
    /// <summary>Of the peak: rates that differ by more at the same step are others.</summary>
    private const double Differs = 0.02;

    /// <summary>Of the peak: rates that differ by less are the same, as logged in single precision.</summary>
    private const double Same = 1e-4;

    /// <summary>Rows that belong together, at least.</summary>
    private const int LeastRows = 10;

    /// <summary>Of the steps: fewer that differ are no stretch; more leave nothing to hold them against.</summary>
    private const double LeastShare = 0.01;
    private const double LargestShare = 0.9;

    /// <summary>Of the stretch that must be found at other steps.</summary>
    private const double Explained = 0.95;

    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        // The clock says so itself.
        if (ClockRule.Check(view) is not null)
        {
            return null;
        }

        var own = Shape(view);
        return
            references
                .Select(r => Misplaced(own, Shape(r)))
                .FirstOrDefault(found => found is not null)
                is { } stretch
            ? Condition(view, stretch)
            : null;
    }

    private static AlertCondition Condition(
        RunView view,
        (long First, long Last, int Moved) stretch
    )
    {
        var (first, last, moved) = stretch;
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.ClockBackwards,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = 0,
            Observed = moved,
            SinceStep = first,
            Message =
                $"Rows are in a wrong place: at {Words.Count(moved)} steps between {Words.Count(first)} and {Words.Count(last)} the learning rate is exactly that of a sibling at other steps, some earlier and some later, and outside it that of the same steps.",
            Cause =
                "Rows are in a wrong order: steps renumbered, or parts mixed up. The losses of that stretch belong to other steps.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Compare the steps of the parts with the job's own output, and upload the right ones; the run raises no trend alert until then.",
            Evidence =
                "Arithmetic on the learning rates logged; a restarted or changed schedule has rates of its own, not those of other steps in another order.",
        };
    }

    /// <summary>The stretch in which rows are under other rows' steps; null when there is none.</summary>
    private static (long First, long Last, int Moved)? Misplaced(
        (long Step, double Rate)[] own,
        (long Step, double Rate)[] sibling
    )
    {
        var place = Enumerable.Range(0, sibling.Length).ToDictionary(i => sibling[i].Step, i => i);
        var usual = Array.ConvertAll(sibling, p => p.Rate);
        var rows = own.Where(p => place.ContainsKey(p.Step)).ToArray();
        int[] off =
        [
            .. Enumerable
                .Range(0, rows.Length)
                .Where(i => Math.Abs(rows[i].Rate - usual[place[rows[i].Step]]) > Differs),
        ];
        if (off.Length < Math.Max(LeastRows, LeastShare * rows.Length))
        {
            return null;
        }

        var stretch = rows[off[0]..(off[^1] + 1)];
        var rates = Array.ConvertAll(stretch, p => p.Rate);
        var places = Array.ConvertAll(stretch, p => place[p.Step]);

        // Of two orders of the same rows the one that jumps is the wrong one.
        return
            stretch.Length <= LargestShare * rows.Length
            && Variation(rates) > Variation(Array.ConvertAll(places, i => usual[i]))
            && IsReordered(rates, places, usual)
            ? (stretch[0].Step, stretch[^1].Step, off.Length)
            : null;
    }

    private static double Variation(double[] rates) =>
        rates.Zip(rates.Skip(1), (a, b) => Math.Abs(b - a)).Sum();

    /// <summary>
    /// Whether the rates are pieces of the sibling's decay, some too early and some too late: a scheduler that was restored at a wrong step is off in one direction, and a second warm-up is no piece
    /// of the decay.
    /// </summary>
    private static bool IsReordered(double[] rates, int[] places, double[] usual)
    {
        var peak = Array.IndexOf(usual, usual.Max());
        var found = 0;
        bool early = false,
            late = false;
        for (var i = 0; i < rates.Length; )
        {
            var (start, length) = Longest(rates, i, usual, peak);
            if (length < LeastRows)
            {
                i++;
                continue;
            }

            early |= start > places[i];
            late |= start < places[i];
            found += length;
            i += length;
        }

        return early && late && found > Explained * rates.Length;
    }

    /// <summary>The longest piece that both have, from one place of the first on.</summary>
    private static (int Start, int Length) Longest(
        double[] rates,
        int from,
        double[] usual,
        int peak
    )
    {
        var best = (Start: peak, Length: 0);
        for (var start = peak; start + best.Length < usual.Length; start++)
        {
            var length = 0;
            while (
                from + length < rates.Length
                && start + length < usual.Length
                && Math.Abs(rates[from + length] - usual[start + length]) < Same
            )
            {
                length++;
            }

            best = length > best.Length ? (start, length) : best;
        }

        return best;
    }

    /// <summary>Rate over peak by step, of the rows that log one.</summary>
    private static (long Step, double Rate)[] Shape(RunView view)
    {
        var training = view.Run.Training;
        double peak = training.LearningRate.Where(float.IsFinite).DefaultIfEmpty(0).Max();
        return peak > 0
            ?
            [
                .. Enumerable
                    .Range(0, training.Count)
                    .Where(i => float.IsFinite(training.LearningRate[i]))
                    .Select(i => (training.Step[i], training.LearningRate[i] / peak)),
            ]
            : [];
    }
}
