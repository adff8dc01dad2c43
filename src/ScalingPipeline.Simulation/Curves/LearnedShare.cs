namespace ScalingPipeline.Simulation.Curves;

/// <summary>How far a model is from the uniform prediction, by which all tokens cost the same ln(vocabulary).</summary>
internal static class LearnedShare
{
    private const double Least = 0.02;

    /// <summary>0.02 at the initial loss, 1 from half of it on: the spread between tokens and between batches grows with it.</summary>
    public static double Of(double loss, double initialLoss) =>
        Math.Clamp(2 * (1 - (loss / initialLoss)), Least, 1);
}
