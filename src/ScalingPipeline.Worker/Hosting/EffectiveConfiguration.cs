using ScalingPipeline.Reporting;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The settings in effect, for people: secrets are masked.</summary>
public sealed class EffectiveConfiguration(IConfiguration configuration)
{
    private static readonly string[] _sections =
    [
        "Storage",
        "Pipelines",
        "Ingestion",
        "Monitoring",
        "Web",
        "Hosting",
    ];

    /// <summary>Ordered by key.</summary>
    public IReadOnlyList<ConfigurationLine> Lines =>
        [
            .. _sections
                .SelectMany(section => configuration.GetSection(section).AsEnumerable())
                .Where(setting => setting.Value is not null)
                .OrderBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(setting => new ConfigurationLine(
                    setting.Key,
                    SettingMask.Shown(setting.Key, setting.Value!)
                )),
        ];
}
