using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Frontier;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>The end of one completed run: what laws are fitted to.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Parameters">N.</param>
/// <param name="Tokens">D.</param>
/// <param name="Loss">Final evaluation loss, standardized, in nats per token.</param>
public sealed record FinalPoint(string Run, double Parameters, double Tokens, double Loss)
{
    /// <summary>C = 6 N D in FLOP.</summary>
    public double Compute => TrainingCompute.Flops(Parameters, Tokens);

    /// <summary>As a point of the loss-compute plane.</summary>
    public FrontierPoint AtEnd => new(Compute, Loss, Parameters);
}
