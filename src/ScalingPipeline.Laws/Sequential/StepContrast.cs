using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Sequential;

/// <summary>Contrasts of neighbouring means of ln loss, by running sums.</summary>
internal sealed class StepContrast
{
    /// <summary>Median absolute difference to standard deviation of a normal.</summary>
    private const double MedianToDeviation = 1.4826;

    private const double LeastScale = 1e-9;

    private readonly int skip;
    private readonly int[] index;
    private readonly double[] sums;
    private readonly double scale;

    public StepContrast(ReadOnlySpan<double> losses, int skip)
    {
        this.skip = skip;
        var y = new List<double>(losses.Length);
        var kept = new List<int>(losses.Length);
        for (var i = 0; i < losses.Length; i++)
        {
            if (double.IsFinite(losses[i]) && losses[i] > 0)
            {
                y.Add(Elementary.Log(losses[i]));
                kept.Add(i);
            }
        }

        index = [.. kept];
        sums = new double[y.Count + 1];
        for (var i = 0; i < y.Count; i++)
        {
            sums[i + 1] = sums[i] + y[i];
        }

        scale = Math.Max(LeastScale, DifferenceScale(y, skip));
    }

    /// <summary>Finite losses.</summary>
    public int Count => index.Length;

    /// <summary>c_w with its last point at the i-th finite loss; contrast 0 where the windows do not fit behind the skipped start.</summary>
    public LevelStep At(int i, int window)
    {
        if (i + 1 - (4 * window) < skip)
        {
            return new LevelStep(index[i], window, 0, 0);
        }

        var recent = (sums[i + 1] - sums[i + 1 - window]) / window;
        var before = (sums[i + 1 - window] - sums[i + 1 - (4 * window)]) / (3 * window);
        var unit = scale * Math.Sqrt((1.0 / window) + (1.0 / (3 * window)));
        return new LevelStep(index[i], window, (recent - before) / unit, recent - before);
    }

    /// <summary>Robust SD of first differences over sqrt 2: the scatter of single points, blind to slow trends.</summary>
    private static double DifferenceScale(List<double> y, int skip)
    {
        if (y.Count - skip < 2)
        {
            return double.PositiveInfinity;
        }

        var differences = new double[y.Count - skip - 1];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(y[skip + i + 1] - y[skip + i]);
        }

        Array.Sort(differences);
        return MedianToDeviation * differences[differences.Length / 2] / Math.Sqrt(2);
    }
}
