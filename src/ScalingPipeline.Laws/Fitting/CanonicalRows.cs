namespace ScalingPipeline.Laws.Fitting;

/// <summary>One row of <see cref="Observations"/>; run -1 stands for "a run of its own".</summary>
internal readonly record struct Row(
    double X,
    double SecondX,
    double LogLoss,
    int Run,
    double Weight,
    int Copies = 1
);

/// <summary>Rows sorted by value, with equal rows of one run merged.</summary>
internal sealed record CanonicalRows(
    double[] X,
    double[]? SecondX,
    double[] LogLoss,
    double[] Weight,
    int[] Copies,
    int[] Run
)
{
    /// <summary>The canonical rows and, for every given row, where it went.</summary>
    public static (CanonicalRows Rows, int[] SlotOfRow) From(Row[] rows, bool twoVariables)
    {
        var order = Enumerable.Range(0, rows.Length).ToArray();
        Array.Sort(order, (i, j) => Compare(rows[i], rows[j]));

        var slotOfRow = new int[rows.Length];
        var merged = new List<Row>(rows.Length);
        foreach (var index in order)
        {
            var row = rows[index];
            if (merged.Count > 0 && AreCopies(merged[^1], row))
            {
                merged[^1] = merged[^1] with
                {
                    Weight = merged[^1].Weight + row.Weight,
                    Copies = merged[^1].Copies + row.Copies,
                };
            }
            else
            {
                merged.Add(row);
            }

            slotOfRow[index] = merged.Count - 1;
        }

        var run = merged.Select((row, slot) => row.Run < 0 ? slot : row.Run).ToArray();
        var canonical = new CanonicalRows(
            [.. merged.Select(row => row.X)],
            twoVariables ? [.. merged.Select(row => row.SecondX)] : null,
            [.. merged.Select(row => row.LogLoss)],
            [.. merged.Select(row => row.Weight)],
            [.. merged.Select(row => row.Copies)],
            run
        );
        return (canonical, slotOfRow);
    }

    private static bool AreCopies(Row left, Row right) =>
        (left with { Weight = 0, Copies = 0 }) == (right with { Weight = 0, Copies = 0 });

    private static int Compare(Row left, Row right)
    {
        var byX = left.X.CompareTo(right.X);
        var bySecond = byX != 0 ? byX : left.SecondX.CompareTo(right.SecondX);
        var byLoss = bySecond != 0 ? bySecond : left.LogLoss.CompareTo(right.LogLoss);
        var byRun = byLoss != 0 ? byLoss : left.Run.CompareTo(right.Run);
        return byRun != 0 ? byRun : left.Weight.CompareTo(right.Weight);
    }
}
