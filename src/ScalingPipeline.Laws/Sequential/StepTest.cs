namespace ScalingPipeline.Laws.Sequential;

/// <summary>A lasting change of level.</summary>
/// <param name="Index">Index of the last point of the short mean where the contrast is largest.</param>
/// <param name="Window">Length w of the short mean.</param>
/// <param name="Contrast">c_w: positive for a rise.</param>
/// <param name="Change">Difference of the two means of ln loss.</param>
public sealed record LevelStep(int Index, int Window, double Contrast, double Change);

/// <summary>
/// Steps in a per-step series: c_w = (mean of the last w ln-losses - mean of the 3w before) / (s sqrt(1/w + 1/(3w))), s the robust SD of first differences / sqrt 2.
/// The healthy maximum of 38 runs is 5.2 for w = 12 and 3.9 for w = 24.
/// </summary>
public static class StepTest
{
    public const double Limit = 8;

    /// <summary>Steps before this are the steep start.</summary>
    public const int Skip = 200;

    private static readonly int[] Windows = [12, 24];

    /// <summary>Stretches beyond the limit, each by its largest contrast; stretches closer than the longest window are one.</summary>
    /// <param name="losses">Training losses in the order of steps; those that are not finite and positive are left out.</param>
    /// <param name="limit">On |c_w|. Default <see cref="Limit"/>.</param>
    public static IReadOnlyList<LevelStep> Find(ReadOnlySpan<double> losses, double limit = Limit)
    {
        var contrast = new StepContrast(losses, Skip);
        var found = new List<LevelStep>();
        var last = int.MinValue / 2;
        for (var i = 0; i < contrast.Count; i++)
        {
            var best = contrast.At(i, Windows[0]);
            for (var k = 1; k < Windows.Length; k++)
            {
                var other = contrast.At(i, Windows[k]);
                best = Math.Abs(other.Contrast) > Math.Abs(best.Contrast) ? other : best;
            }

            if (Math.Abs(best.Contrast) <= limit)
            {
                continue;
            }

            if (i - last > Windows[^1])
            {
                found.Add(best);
            }
            else if (Math.Abs(best.Contrast) > Math.Abs(found[^1].Contrast))
            {
                found[^1] = best;
            }

            last = i;
        }

        return found;
    }

    /// <summary>The largest |c_w| over a series and both windows: what a healthy run reaches by chance. 0 for a series too short to test.</summary>
    public static double Largest(ReadOnlySpan<double> losses)
    {
        var contrast = new StepContrast(losses, Skip);
        var largest = 0.0;
        for (var i = 0; i < contrast.Count; i++)
        {
            foreach (var window in Windows)
            {
                largest = Math.Max(largest, Math.Abs(contrast.At(i, window).Contrast));
            }
        }

        return largest;
    }
}
