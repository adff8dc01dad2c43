using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Positions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;

namespace ScalingPipeline.Monitoring.Detection.Positions;

/// <summary>What the profile of a run over positions shows that its siblings' does not.</summary>
/// <param name="Message">Without the step.</param>
/// <param name="Cause">What it points to.</param>
/// <param name="Evidence">The limit and what it rests on.</param>
/// <param name="Strength">The statistic over its limit.</param>
internal sealed record ProfileSignature(
    string Message,
    Cause Cause,
    string Evidence,
    double Strength
)
{
    /// <summary>What the profile shows most clearly; null when its shape is the siblings'.</summary>
    public static ProfileSignature? Of(PairedProfile profile) =>
        OfContext(profile) ?? OfShape(profile);

    /// <summary>A run this far off the level of its siblings is at another stage of training: its shape says nothing of its own.</summary>
    private const double OnTheLevel = 0.08;

    /// <summary>Limit on the shape while the run trains: shapes differ by the stage of training too.</summary>
    private const double UnderWay = 0.04;

    /// <summary>Context that is forgotten or not used; null when the run uses it as its siblings do.</summary>
    public static ProfileSignature? OfContext(PairedProfile profile)
    {
        var loss =
            profile.Buckets.Sum(b => b.Width * b.Loss) / profile.Buckets.Sum(b => (double)b.Width);
        if (
            SawTooth.Find(profile.Buckets) is { Z: > SawTooth.Limit } saw
            && saw.Height > FarContext.Limit * loss
        )
        {
            return new ProfileSignature(
                $"The loss jumps by {saw.Height:0.000} nats every {Words.Count(saw.Period)} positions ({saw.Z:0} standard deviations)",
                new Cause(
                    CauseCodes.ContextReset,
                    $"Probably the context is reset every {Words.Count(saw.Period)} tokens: a truncated window, packing without attention across, or a state that is cleared.",
                    "Compare the attention mask, the window and the packing of training and evaluation with the siblings'."
                ),
                $"Limit {SawTooth.Limit:0} standard deviations over all periods; healthy runs of a public ladder reach 5.5.",
                saw.Z / SawTooth.Limit
            );
        }

        if (
            FarContext.Of(profile.Buckets) is
            { Loss: > FarContext.Limit, Z: > FarContext.LeastZ } far
        )
        {
            return new ProfileSignature(
                $"On the last half of the context the loss is {100 * far.Loss:0.0} % of its mean higher, against nearer positions, than the siblings'",
                new Cause(
                    CauseCodes.AttentionWindow,
                    "Probably distant context is not used: an attention window or mask that ends too early.",
                    "Compare the attention window and the mask with the siblings'."
                ),
                $"Limit {100 * FarContext.Limit:0.0} % and {FarContext.LeastZ:0} standard deviations; healthy runs keep within 1.4 %.",
                far.Loss / FarContext.Limit
            );
        }

        return null;
    }

    /// <summary>Any other difference of shape in a run that is on its siblings' level; null when there is none.</summary>
    public static ProfileSignature? OfShape(PairedProfile profile)
    {
        var level = Elementary.Log(
            profile.Buckets.Sum(b => b.Width * b.Loss)
                / profile.Buckets.Sum(b => b.Width * b.Predicted)
        );
        if (Math.Abs(level) > OnTheLevel)
        {
            return null;
        }

        var shape = ProfileShape.Of(profile.Buckets);
        var worst = shape.OrderByDescending(o => Math.Abs(o.Residual)).FirstOrDefault();
        var limit = (profile.IsFinal ? ProfileShape.Limit : UnderWay) * (1 + profile.DecadesBeyond);
        return Math.Abs(worst.Residual) > limit
            ? new ProfileSignature(
                $"On positions {Words.Count(worst.First)} to {Words.Count(worst.Last)} the loss is {Words.Percent(worst.Residual)} {(worst.Residual > 0 ? "higher" : "lower")} than the siblings' shape and the run's own level give",
                new Cause(
                    CauseCodes.AttentionWindow,
                    "Probably attention window, mask or position encoding differ from the siblings': the profile over positions has another shape.",
                    "Compare the attention mask, the position encoding and the evaluation set with the siblings'."
                ),
                $"Limit {100 * limit:0.0} % from position {ProfileShape.FirstTested} on; 28 healthy runs of a public ladder keep within 1.6 %.",
                Math.Abs(worst.Residual) / limit
            )
            : null;
    }
}
