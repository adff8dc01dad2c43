namespace ScalingPipeline.Laws.Sequential;

/// <summary>The last so many values, kept sorted: median and MAD in one pass without sorting again.</summary>
internal sealed class RobustWindow(int capacity)
{
    /// <summary>Median absolute deviation to standard deviation of a normal.</summary>
    private const double MedianToDeviation = 1.4826;

    /// <summary>A constant series has no scale; one part in a million keeps z finite.</summary>
    private const double LeastScale = 1e-6;

    private readonly Queue<double> arrivals = new(capacity);
    private readonly List<double> sorted = new(capacity);

    public int Count => sorted.Count;

    public double Median =>
        sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : 0.5 * (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]);

    /// <summary>1.4826 times the median absolute deviation from the median.</summary>
    public double Scale => Math.Max(LeastScale, MedianToDeviation * MedianDeviation());

    public void Add(double value)
    {
        if (sorted.Count == capacity)
        {
            sorted.RemoveAt(sorted.BinarySearch(arrivals.Dequeue()));
        }

        arrivals.Enqueue(value);
        var at = sorted.BinarySearch(value);
        sorted.Insert(at < 0 ? ~at : at, value);
    }

    public void Clear()
    {
        arrivals.Clear();
        sorted.Clear();
    }

    /// <summary>Merges the deviations below and above the median, both already in order, up to the middle.</summary>
    private double MedianDeviation()
    {
        var median = Median;
        var above = sorted.Count / 2;
        var below = above - 1;
        double current = 0,
            previous = 0;
        for (var taken = 0; taken <= sorted.Count / 2; taken++)
        {
            previous = current;
            var up = above < sorted.Count ? sorted[above] - median : double.PositiveInfinity;
            var down = below >= 0 ? median - sorted[below] : double.PositiveInfinity;
            if (up <= down)
            {
                current = up;
                above++;
            }
            else
            {
                current = down;
                below--;
            }
        }

        return sorted.Count % 2 == 1 ? current : 0.5 * (previous + current);
    }
}
