using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>
/// How the training loss left its siblings: at once, or little by little. A step and a ramp are fitted to the residuals by least squares, each from every block on; the one that leaves
/// clearly less is the form.
/// </summary>
/// <param name="Block">The block with which it begins.</param>
/// <param name="Change">How far it went by the last block, in ln loss.</param>
/// <param name="AtOnce">A step.</param>
/// <param name="Gradual">A ramp. Neither is told where both fit about as well.</param>
internal sealed record ChangeForm(int Block, double Change, bool AtOnce, bool Gradual)
{
    /// <summary>Of the squares left by one form, at most so much are left by the better one.</summary>
    private const double Clearly = 0.75;

    /// <summary>A change takes blocks on both sides to be seen.</summary>
    private const int LeastBlocks = 2;

    /// <summary>Null with fewer than eight blocks past the steep start.</summary>
    public static ChangeForm? Of(SiblingTrack track)
    {
        var residuals = track.Residuals.Where(r => r.EndFraction > 0.15).ToArray();
        if (residuals.Length < 4 * LeastBlocks)
        {
            return null;
        }

        var y = Array.ConvertAll(residuals, r => r.Residual);
        var step = Best(y, (i, from) => i >= from ? 1 : 0);
        var ramp = Best(y, (i, from) => Math.Max(0, i - from + 1));
        var (at, change) =
            step.Left < ramp.Left ? (step.From, step.Change) : (ramp.From, ramp.Change);
        return new ChangeForm(
            residuals[at].Index,
            change,
            step.Left < Clearly * ramp.Left,
            ramp.Left < Clearly * step.Left
        );
    }

    /// <summary>Least squares of level and height, from the best block on.</summary>
    private static (int From, double Change, double Left) Best(
        double[] y,
        Func<int, int, double> form
    )
    {
        var best = (From: LeastBlocks, Change: 0.0, Left: double.PositiveInfinity);
        for (var from = LeastBlocks; from <= y.Length - LeastBlocks; from++)
        {
            var x = Enumerable.Range(0, y.Length).Select(i => form(i, from)).ToArray();
            double meanX = x.Average(),
                meanY = y.Average();
            var xx = x.Sum(v => (v - meanX) * (v - meanX));
            var height = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / xx;
            var left = x.Zip(y, (a, b) => b - meanY - (height * (a - meanX))).Sum(e => e * e);
            if (left < best.Left)
            {
                best = (from, height * x[^1], left);
            }
        }

        return best;
    }
}
