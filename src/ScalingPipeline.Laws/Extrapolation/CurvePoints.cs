using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>One curve up to its largest x, in order, equal x merged: u = ln(x / xmax), mean log loss, and how often x was recorded.</summary>
internal sealed class CurvePoints
{
    private readonly double[] u;
    private readonly double[] y;
    private readonly double[] w;

    private CurvePoints(double[] x, double[] logLoss, double[] count, double power)
    {
        X = x;
        LogLoss = logLoss;
        Recorded = count;
        var padded = (x.Length + PackedPoints.Lanes - 1) / PackedPoints.Lanes * PackedPoints.Lanes;
        u = new double[padded];
        y = new double[padded];
        w = new double[padded];
        for (var i = 0; i < x.Length; i++)
        {
            u[i] = Elementary.Log(x[i] / x[^1]);
            y[i] = logLoss[i];
            w[i] = count[i] * Elementary.Exp(power * u[i]);
        }
    }

    /// <summary>Distinct x, increasing.</summary>
    public double[] X { get; }

    /// <summary>Mean log loss at each x.</summary>
    public double[] LogLoss { get; }

    /// <summary>Rows merged into each x.</summary>
    public double[] Recorded { get; }

    public int Count => X.Length;

    /// <summary>ln(x / xmax); 0 at the end.</summary>
    public ReadOnlySpan<double> U => u.AsSpan(0, Count);

    public ReadOnlySpan<double> W => w.AsSpan(0, Count);

    public ReadOnlySpan<Vector256<double>> BlocksOfU => Four(u);

    public ReadOnlySpan<Vector256<double>> BlocksOfY => Four(y);

    public ReadOnlySpan<Vector256<double>> BlocksOfW => Four(w);

    /// <summary>Sorts and merges rows.</summary>
    public static CurvePoints Of(ReadOnlySpan<double> x, ReadOnlySpan<double> logLoss)
    {
        var order = x.ToArray();
        var values = logLoss.ToArray();
        SortRows(order, values);
        List<double> distinct = [],
            mean = [],
            count = [];
        for (int from = 0, to; from < order.Length; from = to)
        {
            var sum = 0.0;
            for (to = from; to < order.Length && order[to] == order[from]; to++)
            {
                sum += values[to];
            }

            distinct.Add(order[from]);
            mean.Add(sum / (to - from));
            count.Add(to - from);
        }

        return new CurvePoints([.. distinct], [.. mean], [.. count], 0);
    }

    /// <summary>The same points weighted by (x/xmax)^power times the count.</summary>
    public CurvePoints Weighted(double power) => new(X, LogLoss, Recorded, power);

    /// <summary>The points up to a cut.</summary>
    public CurvePoints UpTo(double cut)
    {
        var count = Array.FindLastIndex(X, x => x <= cut) + 1;
        return new CurvePoints(X[..count], LogLoss[..count], Recorded[..count], 0);
    }

    /// <summary>By x, then by value: the order of the rows as given decides nothing.</summary>
    private static void SortRows(double[] x, double[] value)
    {
        var index = Enumerable.Range(0, x.Length).ToArray();
        Array.Sort(
            index,
            (i, j) =>
            {
                var byX = x[i].CompareTo(x[j]);
                return byX != 0 ? byX : value[i].CompareTo(value[j]);
            }
        );
        var sortedX = Array.ConvertAll(index, i => x[i]);
        var sortedValue = Array.ConvertAll(index, i => value[i]);
        sortedX.CopyTo(x, 0);
        sortedValue.CopyTo(value, 0);
    }

    private static ReadOnlySpan<Vector256<double>> Four(double[] values) =>
        MemoryMarshal.Cast<double, Vector256<double>>(values);
}
