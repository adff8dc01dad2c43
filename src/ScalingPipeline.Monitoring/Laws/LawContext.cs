using System.Reflection;
using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>What every law of one family has in common.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Family">The family.</param>
/// <param name="Snapshot">Hash of the data.</param>
/// <param name="Excluded">The runs that entered none of its laws.</param>
public sealed record LawContext(
    string Domain,
    string Family,
    string Snapshot,
    IReadOnlyList<ExcludedRun> Excluded
)
{
    /// <summary>Makes the family's forecasts.</summary>
    public Forecaster Forecaster { get; init; } = new();

    /// <summary>The version of the code that fits, as built.</summary>
    public static string CodeVersion { get; } =
        typeof(LawContext)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "unknown";

    /// <summary>The seed of every bootstrap: a number like any other, fixed so that the same data give the same bits.</summary>
    public const ulong BootstrapSeed = 20_220_329;
}
