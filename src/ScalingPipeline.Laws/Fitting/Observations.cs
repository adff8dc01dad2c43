using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// Losses against one variable (N, D, C or t) or two (N and D), as arrays. Rows are kept in a canonical order and equal rows of
/// one run are merged into one with the sum of their weights, so that a fit does not depend on the order of the rows. However often a row was recorded, it counts
/// once in everything that depends on the number of observations.
/// </summary>
public sealed class Observations
{
    private Observations(string[] variables, CanonicalRows rows, int[] slotOfRow, string[] runs)
    {
        Variables = variables;
        X = rows.X;
        SecondX = rows.SecondX;
        LogLoss = rows.LogLoss;
        Weight = rows.Weight;
        Copies = rows.Copies;
        Run = rows.Run;
        SlotOfRow = slotOfRow;
        Runs = runs;
    }

    /// <summary>The names of the variables, for messages: <c>N</c>, or <c>N</c> and <c>D</c>.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Rows as given, before merging.</summary>
    public int Count => SlotOfRow.Length;

    /// <summary>The distinct runs in ordinal order; one for each row when none were named.</summary>
    public IReadOnlyList<string> Runs { get; }

    internal double[] X { get; }

    internal double[]? SecondX { get; }

    internal double[] LogLoss { get; }

    internal double[] Weight { get; }

    /// <summary>How often each slot was recorded.</summary>
    internal int[] Copies { get; }

    internal int[] Run { get; }

    internal int[] SlotOfRow { get; }

    internal bool HasTwoVariables => SecondX is not null;

    /// <summary>Losses against one variable.</summary>
    /// <param name="variable">Its name, for messages.</param>
    /// <param name="x">Positive values.</param>
    /// <param name="loss">Positive losses in nats.</param>
    /// <param name="weights">Optional non-negative weights.</param>
    /// <param name="runs">Optional keys of the runs, for the bootstrap.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is not positive and finite; names the row.</exception>
    public static Observations OfOne(
        string variable,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> loss,
        ReadOnlySpan<double> weights = default,
        ReadOnlySpan<string> runs = default
    ) => Create([variable], x, default, Logs(loss), weights, runs);

    /// <summary>Losses of models of N parameters after D tokens.</summary>
    /// <inheritdoc cref="OfOne" path="/exception"/>
    public static Observations OfParametersAndTokens(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> tokens,
        ReadOnlySpan<double> loss,
        ReadOnlySpan<double> weights = default,
        ReadOnlySpan<string> runs = default
    ) => Create(["N", "D"], parameters, tokens, Logs(loss), weights, runs);

    /// <summary>What extrapolation is measured in: C = 6 N D for two variables, else x itself.</summary>
    internal double Compute(int slot) =>
        SecondX is null ? X[slot] : TrainingCompute.Flops(X[slot], SecondX[slot]);

    /// <summary>The same variables with only the slots of positive weight in <paramref name="keep"/>.</summary>
    internal Observations Where(Func<int, bool> keep)
    {
        var rows = Enumerable.Range(0, Count).Where(row => keep(SlotOfRow[row])).ToArray();
        var slots = Array.ConvertAll(rows, row => SlotOfRow[row]);
        var share = new int[X.Length];
        foreach (var slot in SlotOfRow)
        {
            share[slot]++;
        }

        return Create(
            [.. Variables],
            Array.ConvertAll(slots, slot => X[slot]),
            SecondX is null ? default : Array.ConvertAll(slots, slot => SecondX[slot]),
            Array.ConvertAll(slots, slot => LogLoss[slot]),
            Array.ConvertAll(slots, slot => Weight[slot] / share[slot]),
            Array.ConvertAll(slots, slot => Runs[Run[slot]])
        );
    }

    /// <summary>The same observations with every row once.</summary>
    internal Observations WithoutCopies() =>
        Create(
            [.. Variables],
            X,
            SecondX,
            LogLoss,
            [.. Weight.Select((weight, slot) => weight / Copies[slot])],
            Array.ConvertAll(Run, run => Runs[run])
        );

    private static Observations Create(
        string[] variables,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> secondX,
        ReadOnlySpan<double> logLoss,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<string> runs
    )
    {
        var two = variables.Length == 2;
        RequireLength(logLoss.Length, x.Length, variables[0]);
        RequireLength(logLoss.Length, two ? secondX.Length : logLoss.Length, variables[^1]);
        RequireLength(logLoss.Length, weights.IsEmpty ? logLoss.Length : weights.Length, "weights");
        RequireLength(logLoss.Length, runs.IsEmpty ? logLoss.Length : runs.Length, "runs");
        RequirePositive(x, variables[0]);
        RequirePositive(secondX, variables[^1]);

        var names = runs.IsEmpty
            ? []
            : runs.ToArray()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToArray();
        var rows = new Row[logLoss.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw new ArgumentException(
                    $"The weight in row {i} is {weight}; it must be finite and not negative.",
                    nameof(weights)
                );
            }

            var run = runs.IsEmpty
                ? -1
                : Array.BinarySearch(names, runs[i], StringComparer.Ordinal);
            rows[i] = new Row(x[i], two ? secondX[i] : 0, logLoss[i], run, weight);
        }

        var (canonical, slotOfRow) = CanonicalRows.From(rows, two);
        if (runs.IsEmpty)
        {
            names = [.. Enumerable.Range(0, canonical.X.Length).Select(i => i.ToString())];
        }

        return new Observations(variables, canonical, slotOfRow, names);
    }

    private static double[] Logs(ReadOnlySpan<double> loss)
    {
        RequirePositive(loss, "loss");
        return Array.ConvertAll(loss.ToArray(), Elementary.Log);
    }

    private static void RequireLength(int expected, int actual, string column)
    {
        if (expected != actual)
        {
            throw new ArgumentException(
                $"There are {expected} losses but {actual} values of {column}; every row needs both.",
                nameof(actual)
            );
        }
    }

    private static void RequirePositive(ReadOnlySpan<double> values, string column)
    {
        for (var i = 0; i < values.Length; i++)
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
}
