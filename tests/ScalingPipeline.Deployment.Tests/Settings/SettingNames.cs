using System.Reflection;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Storage;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Deployment.Tests.Settings;

/// <summary>The settings that there are: the properties of every options class, below the section that it is read from.</summary>
internal static class SettingNames
{
    private static readonly Dictionary<string, Type> _sections = new[]
    {
        typeof(WebOptions),
        typeof(StorageOptions),
        typeof(DeliveryOptions),
        typeof(WatchOptions),
    }
        .SelectMany(type => type.Assembly.GetExportedTypes())
        .Select(type => (Section: SectionOf(type), Type: type))
        .Append((Section: "Ingestion", Type: typeof(IngestionOptions)))
        .Append((Section: "Ingestion:Watch", Type: typeof(WatchOptions)))
        .Where(options => options.Section is not null)
        .ToDictionary(o => o.Section!, o => o.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key such as <c>Web:ApiKeys:0:Key</c> sets anything.</summary>
    public static bool Exists(string key)
    {
        var parts = key.Split(':');
        return Enumerable
            .Range(1, parts.Length)
            .Any(length =>
                _sections.TryGetValue(string.Join(':', parts[..length]), out var options)
                && IsIn(options, parts.AsSpan(length))
            );
    }

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue()
        as string;

    private static bool IsIn(Type type, ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
        {
            return true;
        }

        if (type.IsGenericType && int.TryParse(parts[0], out _))
        {
            return IsIn(type.GetGenericArguments()[0], parts[1..]);
        }

        var property = type.GetProperty(
            parts[0],
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase
        );
        return property is { CanWrite: true } && IsIn(property.PropertyType, parts[1..]);
    }
}
