namespace ScalingPipeline.Laws.Frontier;

/// <summary>One evaluation of one run for the compute frontier.</summary>
/// <param name="Compute">FLOP spent so far.</param>
/// <param name="Loss">Nats.</param>
/// <param name="Parameters">N of the run.</param>
public readonly record struct FrontierPoint(double Compute, double Loss, double Parameters);
