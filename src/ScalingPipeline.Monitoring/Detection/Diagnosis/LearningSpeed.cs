using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>What betrays a wrong learning rate where none is logged: how soon the run learns the easy part, and its gradients.</summary>
/// <param name="Slowness">Steps to a loss of .7 ln(vocabulary) over the siblings' median; NaN when not reached or not declared.</param>
/// <param name="Gradients">Median gradient norm of the last half over the siblings'; NaN without the column.</param>
internal sealed record LearningSpeed(double Slowness, double Gradients)
{
    private const double EasyPart = 0.7;
    private const int Smooth = 5;

    /// <summary>Healthy runs take up to 2.1 times their siblings' steps.</summary>
    private const double Slow = 2.8;

    /// <summary>Healthy ratios are .42 to 2.1.</summary>
    private const double SmallGradients = 0.3;

    public bool SuggestsTooLow => Slowness > Slow;

    public bool SuggestsTooHigh => !(Slowness > Slow) && Gradients < SmallGradients;

    public static LearningSpeed Of(RunView view, IReadOnlyList<RunView> references) =>
        new(
            Ratio(Steps(view), references.Select(Steps)),
            Ratio(Gradient(view), references.Select(Gradient))
        );

    private static double Ratio(double own, IEnumerable<double> siblings)
    {
        var known = siblings.Where(double.IsFinite).Order().ToArray();
        return known.Length == 0 ? double.NaN : own / known[known.Length / 2];
    }

    private static double Steps(RunView view)
    {
        var loss = view.Run.Training.Loss;
        if (view.Run.Metadata.VocabularySize is not > 1)
        {
            return double.NaN;
        }

        var target = EasyPart * Elementary.Log(view.Run.Metadata.VocabularySize.Value);
        for (var i = Smooth - 1; i < loss.Length; i++)
        {
            if (loss.AsSpan(i - Smooth + 1, Smooth).ToArray().Average() <= target)
            {
                return view.Run.Training.Step[i];
            }
        }

        return double.NaN;
    }

    private static double Gradient(RunView view)
    {
        var norms = view
            .Run.Training.GradientNorm.Skip(view.Run.Training.Count / 2)
            .Where(float.IsFinite)
            .Order()
            .ToArray();
        return norms.Length == 0 ? double.NaN : norms[norms.Length / 2];
    }
}
