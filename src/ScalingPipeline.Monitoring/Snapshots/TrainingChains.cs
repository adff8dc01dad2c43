using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>
/// Stitches parts that repeat steps of one another: a job that was restarted goes on from the part whose losses its own continue, and supersedes it from its first step on.
/// Of several tries from one checkpoint the longest counts. Parts are never averaged.
/// </summary>
/// <remarks>
/// On 71 logging segments of a public family the right parent differs by .02 % in the median and at most by .9 %, wrong ones by 10 %.
/// </remarks>
internal sealed class TrainingChains
{
    /// <summary>Steps compared at a join.</summary>
    private const int Compared = 300;

    /// <summary>The gap that a restart may leave, as a share of the steps before it.</summary>
    private const double Gap = 0.007;

    /// <summary>A chain that reaches this share of the longest is a whole run of its own.</summary>
    private const double Whole = 0.9;

    private readonly TrainingSeries[] _parts;
    private readonly int[] _parents;
    private readonly double[] _differences;

    private TrainingChains(IReadOnlyList<TrainingSeries> parts)
    {
        _parts = [.. parts];
        _parents = new int[_parts.Length];
        _differences = new double[_parts.Length];
        for (var i = 0; i < _parts.Length; i++)
        {
            (_parents[i], _differences[i]) = Parent(i);
        }
    }

    /// <param name="parts">None of them empty, in the order of their names: of two equal tries the later one counts.</param>
    public static StitchedTraining Stitch(IReadOnlyList<TrainingSeries> parts) =>
        new TrainingChains(parts).Stitch();

    private StitchedTraining Stitch()
    {
        var leaf = Best(Enumerable.Range(0, _parts.Length));
        var path = PathTo(leaf);
        var series = Join(path);
        var others = Enumerable
            .Range(0, _parts.Length)
            .Where(i => !path.Contains(i) && Last(i) >= Whole * Last(leaf))
            .Select(i => Level(Join(PathTo(i)), series))
            .OfType<double>()
            .ToArray();

        return new StitchedTraining(
            series,
            _parts.Sum(p => (long)p.Count) - series.Count,
            [.. path.Skip(1).Select(i => new Restart(First(i), _differences[i]))],
            others.Length == 0 ? null : others.MaxBy(Math.Abs)
        );
    }

    private long First(int part) => _parts[part].Step[0];

    private long Last(int part) => _parts[part].Step[^1];

    /// <summary>The part that reaches furthest; of equals the later by name.</summary>
    private int Best(IEnumerable<int> parts) => parts.MaxBy(i => (Last(i), i));

    /// <summary>From the first part of a chain to this one.</summary>
    private List<int> PathTo(int part)
    {
        var path = new List<int>();
        for (var at = part; at >= 0; at = _parents[at])
        {
            path.Insert(0, at);
        }

        return path;
    }

    /// <summary>The part that began earlier, reaches this one's start and whose losses it continues best; -1 for the first of a chain.</summary>
    private (int Part, double Difference) Parent(int part)
    {
        var best = (Part: -1, Difference: double.NaN);
        for (var other = 0; other < _parts.Length; other++)
        {
            if (First(other) >= First(part) || Last(other) < (First(part) * (1 - Gap)) - 1)
            {
                continue;
            }

            var difference = Difference(_parts[other], _parts[part]);
            if (best.Part < 0 || Rank(difference) < Rank(best.Difference))
            {
                best = (other, difference);
            }
        }

        return best;
    }

    private static double Rank(double difference) =>
        double.IsNaN(difference) ? double.PositiveInfinity : Math.Abs(difference);

    /// <summary>At common steps; without any, the child's first losses against the parent's last.</summary>
    private static double Difference(TrainingSeries parent, TrainingSeries child)
    {
        double before = 0,
            after = 0;
        var common = 0;
        for (var i = 0; i < child.Count && common < Compared; i++)
        {
            var at = Array.BinarySearch(parent.Step, child.Step[i]);
            if (at >= 0 && Usable(parent.Loss[at]) && Usable(child.Loss[i]))
            {
                before += parent.Loss[at];
                after += child.Loss[i];
                common++;
            }
        }

        if (common > 0)
        {
            return Elementary.Log(after / before);
        }

        var few = Math.Min(Compared / 3, Math.Min(parent.Count, child.Count) / 2);
        return few == 0
            ? double.NaN
            : Elementary.Log(
                child.Loss.Take(few).Where(Usable).DefaultIfEmpty(double.NaN).Average()
                    / parent.Loss.TakeLast(few).Where(Usable).DefaultIfEmpty(double.NaN).Average()
            );
    }

    /// <summary>ln of the mean loss of one whole chain over that of another, over the later half of their common steps; null when they agree or cannot be compared.</summary>
    private static double? Level(TrainingSeries other, TrainingSeries series)
    {
        var from = series.Step[^1] / 2;
        double sum = 0,
            reference = 0;
        for (var i = 0; i < other.Count; i++)
        {
            var at = other.Step[i] < from ? -1 : Array.BinarySearch(series.Step, other.Step[i]);
            if (at >= 0 && Usable(other.Loss[i]) && Usable(series.Loss[at]))
            {
                sum += other.Loss[i];
                reference += series.Loss[at];
            }
        }

        return reference > 0 ? Elementary.Log(sum / reference) : null;
    }

    private static bool Usable(double loss) => double.IsFinite(loss) && loss > 0;

    /// <summary>Of each part the rows before the next one begins.</summary>
    private TrainingSeries Join(List<int> path)
    {
        var rows = new List<(TrainingSeries Part, int Row)>();
        for (var i = 0; i < path.Count; i++)
        {
            var part = _parts[path[i]];
            var until = i + 1 < path.Count ? First(path[i + 1]) : long.MaxValue;
            for (var row = 0; row < part.Count && part.Step[row] < until; row++)
            {
                rows.Add((part, row));
            }
        }

        return TrainingMerge.Take(rows);
    }
}

/// <summary>One series out of parts that repeat steps.</summary>
/// <param name="Series">Each step once.</param>
/// <param name="Overlapping">Rows that are not in it.</param>
/// <param name="Restarts">Where it goes from one part to the next.</param>
/// <param name="OtherPopulation">ln loss of another whole run under the same name, against this one; null when there is none.</param>
internal sealed record StitchedTraining(
    TrainingSeries Series,
    long Overlapping,
    IReadOnlyList<Restart> Restarts,
    double? OtherPopulation
);
