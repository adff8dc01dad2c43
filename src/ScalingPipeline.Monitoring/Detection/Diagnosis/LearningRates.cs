using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>The learning rate of a run against that of its siblings.</summary>
/// <param name="Peak">The largest rate logged, else the declared one; the larger of them where the log lacks the warm-up.</param>
/// <param name="Expected">What the siblings' peaks give for its size: their geometric mean at the same size, else a line in ln N.</param>
public sealed record LearningRates(double Peak, double Expected)
{
    /// <summary>Null when the run, or every sibling, has no rate.</summary>
    public static LearningRates? Of(RunView view, IReadOnlyList<RunView> references)
    {
        var siblings = references
            .Select(r => (r.Parameters, Peak: PeakOf(r)))
            .Where(r => r.Peak > 0)
            .ToArray();
        if (siblings.Length == 0 || PeakOf(view) is not (> 0 and var peak))
        {
            return null;
        }

        var same = siblings.Where(s => s.Parameters == view.Parameters).ToArray();
        return new LearningRates(
            peak,
            Elementary.Exp(
                same.Length > 0
                    ? same.Average(s => Elementary.Log(s.Peak))
                    : Line(siblings, view.Parameters)
            )
        );
    }

    private static double Line((double Parameters, double Peak)[] siblings, double parameters)
    {
        var x = Array.ConvertAll(siblings, s => Elementary.Log(s.Parameters / parameters));
        var y = Array.ConvertAll(siblings, s => Elementary.Log(s.Peak));
        double meanX = x.Average(),
            meanY = y.Average();
        var spread = x.Sum(a => (a - meanX) * (a - meanX));
        var slope = spread > 0 ? x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread : 0;
        return meanY - (slope * meanX);
    }

    /// <summary>0 when the run neither logs nor declares a rate.</summary>
    public static double PeakOf(RunView view)
    {
        var logged = view.Run.Training.LearningRate.Where(float.IsFinite);
        var declared = view.Run.Metadata.PeakLearningRate ?? 0;
        return !logged.Any() ? declared
            : RateShape.BeginsLate(view) ? Math.Max(logged.Max(), declared)
            : logged.Max();
    }
}
