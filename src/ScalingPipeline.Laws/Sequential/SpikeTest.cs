using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Sequential;

/// <summary>Robust spikes of a per-step loss: z = (ln loss - median) / (1.4826 MAD) over the last accepted points.</summary>
public static class SpikeTest
{
    /// <summary>The spikes of a series, in order.</summary>
    /// <param name="losses">Training losses in the order of steps; those that are not finite and positive are left out.</param>
    /// <param name="limits">Defaults if null.</param>
    public static IReadOnlyList<Spike> Find(ReadOnlySpan<double> losses, SpikeLimits? limits = null)
    {
        limits ??= new SpikeLimits();
        var window = new RobustWindow(limits.Window);
        var spikes = new List<Spike>();
        int rejected = 0,
            lastHigh = int.MinValue / 2,
            scored = 0;
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]) || losses[i] <= 0)
            {
                continue;
            }

            var y = Elementary.Log(losses[i]);
            if (window.Count < limits.Window / 2)
            {
                window.Add(y);
                continue;
            }

            scored++;
            var rise = y - window.Median;
            var z = rise / window.Scale;
            if (rise > limits.LeastRise && z >= limits.Repeated)
            {
                if (z >= limits.Single || scored - lastHigh <= 2)
                {
                    Record(spikes, i, rise, z, limits.MergeWithin);
                }

                lastHigh = scored;
            }

            if (Math.Abs(z) < limits.Repeated)
            {
                window.Add(y);
                rejected = 0;
            }
            else if (++rejected >= limits.Window)
            {
                window.Clear();
                rejected = 0;
            }
        }

        return spikes;
    }

    private static void Record(List<Spike> spikes, int index, double rise, double z, int within)
    {
        if (spikes.Count > 0 && index - spikes[^1].Last < within)
        {
            var last = spikes[^1];
            spikes[^1] = new Spike(
                last.First,
                index,
                rise > last.Rise ? index : last.Peak,
                Math.Max(rise, last.Rise),
                Math.Max(z, last.Z)
            );
        }
        else
        {
            spikes.Add(new Spike(index, index, index, rise, z));
        }
    }
}
