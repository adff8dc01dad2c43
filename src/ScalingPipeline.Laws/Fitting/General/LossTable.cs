using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// Losses against any number of named variables. Rows are kept in a canonical order and equal rows of one run are merged into one with the sum of their
/// weights, so that a fit does not depend on the order of the rows. However often a row was recorded, it counts once in everything that depends on the number of observations.
/// </summary>
public sealed class LossTable
{
    private LossTable(IReadOnlyList<string> variables, TableRow[] slots, int[] slotOfRow)
    {
        Variables = variables;
        Rows = Array.ConvertAll(slots, row => row.Values);
        LogLoss = Array.ConvertAll(slots, row => row.LogLoss);
        Weight = Array.ConvertAll(slots, row => row.Weight);
        Copies = Array.ConvertAll(slots, row => row.Copies);
        SlotOfRow = slotOfRow;
        var keys = slots.Select((row, slot) => row.Run ?? $"row {slot}").ToArray();
        var runs = keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        Runs = runs;
        Run = Array.ConvertAll(keys, key => Array.BinarySearch(runs, key, StringComparer.Ordinal));
    }

    /// <summary>The names of the variables, in the order of the columns.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Rows as given, before merging.</summary>
    public int Count => SlotOfRow.Length;

    /// <summary>The distinct runs in ordinal order; one for each row when none were named.</summary>
    public IReadOnlyList<string> Runs { get; }

    /// <summary>Whether no run has more than one row, so that rows err independently.</summary>
    public bool HasOneRowARun => Runs.Count == Rows.Length;

    /// <summary>The values of each slot, in the order of the variables.</summary>
    internal double[][] Rows { get; }

    internal double[] LogLoss { get; }

    internal double[] Weight { get; }

    /// <summary>How often each slot was recorded.</summary>
    internal int[] Copies { get; }

    internal int[] Run { get; }

    internal int[] SlotOfRow { get; }

    /// <summary>Losses against the given columns.</summary>
    /// <param name="variables">A name for each column, for messages.</param>
    /// <param name="columns">Positive finite values.</param>
    /// <param name="loss">Positive losses in nats, one for each row.</param>
    /// <param name="weights">Optional non-negative weights.</param>
    /// <param name="runs">Optional keys of the runs, for the bootstrap; null for a row of no known run, whose equals are copies of it.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is not positive and finite; names the row.</exception>
    public static LossTable Of(
        IReadOnlyList<string> variables,
        IReadOnlyList<double[]> columns,
        IReadOnlyList<double> loss,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string?>? runs = null
    )
    {
        for (var k = 0; k < variables.Count; k++)
        {
            RequireColumn(columns[k], variables[k], loss.Count);
        }

        RequireColumn(loss, "loss", loss.Count);
        RequireLength(weights?.Count ?? loss.Count, "weights", loss.Count);
        RequireLength(runs?.Count ?? loss.Count, "runs", loss.Count);
        var rows = new TableRow[loss.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var weight = weights?[i] ?? 1;
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw new ArgumentException(
                    $"The weight in row {i} is {weight}; it must be finite and not negative.",
                    nameof(weights)
                );
            }

            rows[i] = new TableRow(
                [.. columns.Select(column => column[i])],
                Elementary.Log(loss[i]),
                runs?[i],
                weight
            );
        }

        return Merge(variables, rows);
    }

    /// <summary>The same rows without the slots where <paramref name="keep"/> is false.</summary>
    internal LossTable Where(Func<int, bool> keep) =>
        Merge(
            Variables,
            [
                .. Enumerable
                    .Range(0, Rows.Length)
                    .Where(keep)
                    .Select(slot => new TableRow(
                        Rows[slot],
                        LogLoss[slot],
                        Runs[Run[slot]],
                        Weight[slot],
                        Copies[slot]
                    )),
            ]
        );

    /// <summary>The same rows with another weight for each slot.</summary>
    internal LossTable Reweighted(double[] weight) =>
        new(
            Variables,
            [
                .. Rows.Select(
                    (row, slot) =>
                        new TableRow(
                            row,
                            LogLoss[slot],
                            Runs[Run[slot]],
                            weight[slot],
                            Copies[slot]
                        )
                ),
            ],
            SlotOfRow
        );

    private static LossTable Merge(IReadOnlyList<string> variables, TableRow[] rows)
    {
        var order = Enumerable.Range(0, rows.Length).ToArray();
        Array.Sort(order, (i, j) => rows[i].CompareTo(rows[j]));
        var slotOfRow = new int[rows.Length];
        var slots = new List<TableRow>(rows.Length);
        foreach (var index in order)
        {
            var row = rows[index];
            if (slots.Count > 0 && slots[^1].IsSameAs(row))
            {
                slots[^1] = slots[^1] with
                {
                    Weight = slots[^1].Weight + row.Weight,
                    Copies = slots[^1].Copies + row.Copies,
                };
            }
            else
            {
                slots.Add(row);
            }

            slotOfRow[index] = slots.Count - 1;
        }

        return new LossTable(variables, [.. slots], slotOfRow);
    }

    private static void RequireColumn(IReadOnlyList<double> values, string column, int rows)
    {
        RequireLength(values.Count, column, rows);
        for (var i = 0; i < rows; i++)
        {
            if (!(values[i] > 0) || double.IsInfinity(values[i]))
            {
                throw new ArgumentException(
                    $"{column} in row {i} is {values[i]}; laws need positive finite values.",
                    nameof(values)
                );
            }
        }
    }

    private static void RequireLength(int actual, string column, int rows)
    {
        if (actual != rows)
        {
            throw new ArgumentException(
                $"There are {rows} losses but {actual} values of {column}; every row needs both.",
                nameof(actual)
            );
        }
    }

    private sealed record TableRow(
        double[] Values,
        double LogLoss,
        string? Run,
        double Weight,
        int Copies = 1
    ) : IComparable<TableRow>
    {
        public bool IsSameAs(TableRow other) =>
            Values.AsSpan().SequenceEqual(other.Values)
            && LogLoss == other.LogLoss
            && string.Equals(Run, other.Run, StringComparison.Ordinal);

        public int CompareTo(TableRow? other)
        {
            for (var k = 0; k < Values.Length; k++)
            {
                if (Values[k].CompareTo(other!.Values[k]) is not 0 and var byValue)
                {
                    return byValue;
                }
            }

            var byLoss = LogLoss.CompareTo(other!.LogLoss);
            var byRun = byLoss != 0 ? byLoss : string.CompareOrdinal(Run, other.Run);
            return byRun != 0 ? byRun : Weight.CompareTo(other.Weight);
        }
    }
}
