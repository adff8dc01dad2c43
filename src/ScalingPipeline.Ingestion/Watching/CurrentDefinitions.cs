using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>The definitions in force; what is wrong with them is logged when it changes, not at every look.</summary>
internal sealed class CurrentDefinitions(IDefinitions definitions, ILogger logger)
{
    private IReadOnlyList<string> _logged = [];

    public DefinitionSet Read()
    {
        var current = definitions.Current();
        if (!current.Problems.SequenceEqual(_logged, StringComparer.Ordinal))
        {
            _logged = current.Problems;
            foreach (var problem in current.Problems)
            {
                IngestionLog.DefinitionLeftOut(logger, problem);
            }
        }

        return current;
    }
}
