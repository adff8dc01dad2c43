using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>Residuals of ln L, or of L itself, of a form on a table.</summary>
internal sealed class LawResiduals(LawForm form, LossTable data, bool ofLoss) : IResidualModel
{
    private readonly double[] observed = ofLoss
        ? Array.ConvertAll(data.LogLoss, Elementary.Exp)
        : data.LogLoss;

    public int ParameterCount => form.Coordinates.Count;

    public int Count => observed.Length;

    public Jet Residual(ReadOnlySpan<Jet> theta, int observation)
    {
        var predicted = form.LogLoss(theta, data.Rows[observation]);
        return (ofLoss ? predicted.Exp() : predicted) - observed[observation];
    }
}
