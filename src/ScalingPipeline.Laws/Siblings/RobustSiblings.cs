namespace ScalingPipeline.Laws.Siblings;

/// <summary>
/// Finds the references of a group nobody has labelled: every run is predicted from the others, and the smallest set of runs, at most a third, is set
/// aside so that the rest agree. Which set matters: a faulty run also spoils the predictions of its healthy siblings, so the worst residual alone may name the wrong one.
/// </summary>
public static class RobustSiblings
{
    /// <summary>Below this many runs a deviation cannot be pinned on one of them.</summary>
    private const int LeastRuns = 4;

    /// <summary>Up to here every set is tried; beyond, runs are set aside one by one.</summary>
    private const int LargestExhaustive = 12;

    /// <summary>How many of the worst are tried when one is set aside.</summary>
    private const int Suspects = 5;

    /// <summary>Selects and scores.</summary>
    /// <param name="runs">Runs with the same domain, family, evaluation set and total steps; one unit.</param>
    /// <param name="limits">What a healthy run may deviate; default limits if null.</param>
    public static SiblingSelection Select(
        IReadOnlyList<SiblingRun> runs,
        SiblingLimits? limits = null
    )
    {
        limits ??= new SiblingLimits();
        var all = Enumerable.Range(0, runs.Count).ToArray();
        var group = new SiblingGroup(runs, limits);
        if (group.Disagreement(all).Worst <= 1)
        {
            return Selection(group, all, agrees: true);
        }

        if (runs.Count >= LeastRuns)
        {
            var kept = all;
            for (var removed = 1; removed <= runs.Count / 3; removed++)
            {
                kept =
                    runs.Count <= LargestExhaustive
                        ? BestOfAll(group, all, removed)
                        : OneLess(group, kept);
                if (group.Disagreement(kept).Worst <= 1)
                {
                    return Selection(group, kept, agrees: true);
                }
            }
        }

        return Selection(group, all, agrees: false);
    }

    private static int[] BestOfAll(SiblingGroup group, int[] all, int removed)
    {
        int[] best = all;
        var least = (Worst: double.PositiveInfinity, Sum: double.PositiveInfinity);
        foreach (var set in Subsets(all.Length, removed))
        {
            var kept = all.Except(set).ToArray();
            var disagreement = group.Disagreement(kept);
            if (Less(disagreement, least))
            {
                (best, least) = (kept, disagreement);
            }
        }

        return best;
    }

    /// <summary>Sets aside, of the runs that deviate most, the one whose absence makes the rest agree best.</summary>
    private static int[] OneLess(SiblingGroup group, int[] kept)
    {
        var scores = group.Scores(kept);
        return kept.OrderByDescending(run => Math.Abs(scores[run].Score))
            .Take(Suspects)
            .Select(run => kept.Where(other => other != run).ToArray())
            .MinBy(rest => group.Disagreement(rest).Sum)!;
    }

    /// <summary>Sets that leave the rest in agreement are ordered by how well they agree; the others by the worst run.</summary>
    private static bool Less((double Worst, double Sum) left, (double Worst, double Sum) right)
    {
        var leftAgrees = left.Worst <= 1;
        return leftAgrees != right.Worst <= 1 ? leftAgrees
            : leftAgrees ? left.Sum < right.Sum
            : left.Worst < right.Worst;
    }

    private static IEnumerable<int[]> Subsets(int count, int size)
    {
        var set = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            yield return [.. set];
            var k = size - 1;
            while (k >= 0 && set[k] == count - size + k)
            {
                k--;
            }

            if (k < 0)
            {
                yield break;
            }

            set[k]++;
            for (var l = k + 1; l < size; l++)
            {
                set[l] = set[l - 1] + 1;
            }
        }
    }

    private static SiblingSelection Selection(SiblingGroup group, int[] kept, bool agrees)
    {
        var scores = group.Scores(kept);

        // A run set aside that the accepted ones predict after all comes back.
        if (agrees && scores.Any(s => !s.Accepted && s.IsComparable && !s.Deviates))
        {
            var wider = Enumerable
                .Range(0, scores.Count)
                .Where(i => scores[i].Accepted || (scores[i].IsComparable && !scores[i].Deviates))
                .ToArray();
            if (group.Disagreement(wider).Worst <= 1)
            {
                scores = group.Scores(wider);
            }
        }

        var excluded = scores.Where(s => !s.Accepted).Select(s => s.Id).ToArray();
        return new SiblingSelection(scores, excluded, agrees, Explain(scores, excluded, agrees));
    }

    private static string Explain(
        IReadOnlyList<SiblingScore> scores,
        string[] excluded,
        bool agrees
    )
    {
        if (!agrees)
        {
            return $"The {scores.Count} siblings do not agree, and no third of them explains it: none is taken for the faulty one.";
        }

        if (!scores.Any(s => s.IsComparable))
        {
            return $"Not enough references: {scores.Count} runs of this family and length, three are needed.";
        }

        return excluded.Length == 0
            ? $"All {scores.Count} siblings agree."
            : $"{excluded.Length} of {scores.Count} runs set aside so that the rest agree: {string.Join(", ", excluded)}.";
    }
}
