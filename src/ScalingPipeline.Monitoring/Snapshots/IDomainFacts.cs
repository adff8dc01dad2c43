namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>What a pipeline definition says about comparing the runs of a domain.</summary>
/// <param name="EvaluationSet">The evaluation set whose losses the laws are fitted to.</param>
/// <param name="ReferenceContext">Context positions 1..this weigh the same in every compared loss; 0 means: the plain token mean.</param>
/// <param name="FirstTokenEntropy">Entropy in nats of the tokens at the first position of that set; null where it is not declared.</param>
public sealed record DomainFacts(
    string EvaluationSet,
    int ReferenceContext,
    double? FirstTokenEntropy = null
);

/// <summary>Knows the definition of every domain.</summary>
public interface IDomainFacts
{
    /// <summary>Null when no definition speaks of the domain (any more): <see cref="DomainFactsFallback"/> then decides from the data.</summary>
    DomainFacts? Of(string domain);
}
