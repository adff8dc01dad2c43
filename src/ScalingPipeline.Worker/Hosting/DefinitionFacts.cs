using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Monitoring.Snapshots;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>Tells the monitor what the pipeline definitions say about comparing runs.</summary>
internal sealed class DefinitionFacts(IDefinitions definitions) : IDomainFacts
{
    public DomainFacts? Of(string domain) =>
        definitions
            .Current()
            .Definitions.Where(d => string.Equals(d.Domain, domain, StringComparison.Ordinal))
            .Select(d => new DomainFacts(
                d.Primary.Set,
                d.ReferenceContext,
                d.Primary.FirstTokenEntropy
            ))
            .FirstOrDefault();
}
