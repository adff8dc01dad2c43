using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection.Units;

/// <summary>ln(loss / sibling prediction) over many blocks or checkpoints: its mean and SD.</summary>
/// <param name="Mean">NaN with fewer than three values.</param>
/// <param name="Deviation">SD over the values.</param>
/// <param name="Count">How many values.</param>
public readonly record struct UnitRatio(double Mean, double Deviation, int Count)
{
    public static UnitRatio Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < 3)
        {
            return new UnitRatio(double.NaN, double.NaN, values.Count);
        }

        var mean = values.Average();
        return new UnitRatio(
            mean,
            Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)),
            values.Count
        );
    }
}

/// <summary>What is measured of a run to judge its unit.</summary>
public static class UnitWitnesses
{
    private const int FirstSteps = 3;
    private const double Warmup = 0.075;

    /// <summary>
    /// w1: the loss of the first three steps over ln(vocabulary): an untrained model knows nothing. Null when the log begins
    /// later or the vocabulary is not declared.
    /// </summary>
    public static double? FirstLoss(Run run, Func<double, double>? convert = null)
    {
        if (run.Metadata.VocabularySize is not > 1)
        {
            return null;
        }

        var first = run
            .Training.Step.Zip(run.Training.Loss)
            .Where(p => p.First <= FirstSteps && double.IsFinite(p.Second))
            .Select(p => convert is null ? p.Second : convert(p.Second))
            .ToArray();
        return first.Length == 0
            ? null
            : first[0] / Elementary.Log(run.Metadata.VocabularySize.Value);
    }

    /// <summary>w2 in training: against the siblings, block by block.</summary>
    public static UnitRatio Training(
        RunView view,
        IReadOnlyList<RunView> references,
        Func<double, double>? convert = null
    ) =>
        view.CurveIn(convert) is { } curve
            ? UnitRatio.Of([
                .. SiblingTrack
                    .Of(curve, view.Parameters, references)
                    .Residuals.Select(r => r.Residual),
            ])
            : UnitRatio.Of([]);

    /// <summary>w2 in evaluation: against the siblings at every checkpoint after the warmup.</summary>
    public static UnitRatio Evaluation(
        RunView view,
        IReadOnlyList<RunView> references,
        Func<double, double>? convert = null
    )
    {
        var values = new List<double>();
        foreach (var checkpoint in view.Checkpoints)
        {
            var loss = convert is null ? checkpoint.Loss : convert(checkpoint.Loss);
            var progress =
                checkpoint.Step / (double)(view.Run.Metadata.TotalSteps ?? long.MaxValue);
            var present = references
                .Select(r => (r.Parameters, LogLoss: r.LogLossAt(checkpoint.Step)))
                .Where(r => double.IsFinite(r.LogLoss))
                .ToArray();
            if (progress < Warmup || present.Length < SiblingTrack.LeastReferences || !(loss > 0))
            {
                continue;
            }

            var kriging = KrigingWeights.For(
                Array.ConvertAll(present, r => r.Parameters),
                view.Parameters
            );
            values.Add(
                Elementary.Log(loss) - kriging.Predict(Array.ConvertAll(present, r => r.LogLoss))
            );
        }

        return UnitRatio.Of(values);
    }
}
