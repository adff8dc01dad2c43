using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>How a law of size and data spends compute, with what its numbers rest on being that of the law.</summary>
/// <param name="Formula">With the names of <paramref name="Parameters"/>.</param>
/// <param name="Parameters">a, b and G.</param>
/// <param name="StandardErrors">By parameter.</param>
/// <param name="Intervals">By parameter, from a bootstrap; empty without one.</param>
public sealed record AllocationRecord(
    string Formula,
    IReadOnlyDictionary<string, double> Parameters,
    IReadOnlyDictionary<string, double> StandardErrors,
    IReadOnlyDictionary<string, Interval> Intervals
)
{
    internal static AllocationRecord Of(
        Allocation allocation,
        FittedTable fitted,
        ParameterBootstrap? bootstrap,
        double level
    )
    {
        var estimates = allocation.Estimates(fitted);
        var replicates = bootstrap is null ? null : allocation.Of(bootstrap);
        return new AllocationRecord(
            Allocation.Formula,
            estimates.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal),
            replicates?.StandardErrors()
                ?? estimates.ToDictionary(
                    e => e.Name,
                    e => e.StandardError,
                    StringComparer.Ordinal
                ),
            replicates?.NamedIntervals(level)
                ?? new Dictionary<string, Interval>(StringComparer.Ordinal)
        );
    }
}
