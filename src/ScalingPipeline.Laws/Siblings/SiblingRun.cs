namespace ScalingPipeline.Laws.Siblings;

/// <summary>One run of a group with the same domain, family, evaluation set and total steps.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Parameters">N, by the family's convention.</param>
/// <param name="LogLoss">Natural log of its loss, final or of one block.</param>
public sealed record SiblingRun(string Id, double Parameters, double LogLoss);
