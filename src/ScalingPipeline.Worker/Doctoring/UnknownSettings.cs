using System.Collections;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Settings that somebody gave and that nothing reads, as when a name is misspelt.</summary>
internal static class UnknownSettings
{
    private const string Check = "settings";

    private static readonly Section _root = new(
        typeof(object),
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Storage"] = new(typeof(StorageOptions)),
            ["Pipelines"] = new(typeof(string)),
            ["Ingestion"] = new(
                typeof(IngestionOptions),
                new(StringComparer.OrdinalIgnoreCase)
                {
                    ["Watch"] = new(typeof(WatchOptions)),
                    ["Queue"] = new(typeof(WorkQueueOptions)),
                }
            ),
            ["Monitoring"] = new(
                typeof(object),
                new(StringComparer.OrdinalIgnoreCase)
                {
                    ["Refit"] = new(typeof(RefitOptions)),
                    ["Nightly"] = new(typeof(NightlyOptions)),
                    ["Delivery"] = new(typeof(DeliveryOptions)),
                }
            ),
            ["Web"] = new(typeof(WebOptions)),
            ["Hosting"] = new(typeof(HostingOptions)),
            // Read by the frameworks, which have more names than are listed here.
            ["Logging"] = new(Type: null),
            ["Kestrel"] = new(Type: null),
            // The variable SCALING_PIPELINE_TRACE.
            ["TRACE"] = new(typeof(string)),
        }
    );

    /// <param name="given">What people have set, without defaults.</param>
    public static IEnumerable<Finding> Of(IConfiguration given) =>
        Unknown(given, _root)
            .Select(sentence => Finding.Warning(Check, sentence, "Mend its name, or take it out."));

    private static IEnumerable<string> Unknown(IConfiguration given, Section section)
    {
        foreach (var setting in given.GetChildren())
        {
            if (section.Of(setting.Key) is not { } inner)
            {
                yield return $"Nothing reads the setting {setting.Path}{Suggestion.For(setting.Key, section.Names).TrimEnd('?')}.";
            }
            else if (inner.Type is not null)
            {
                foreach (var unknown in Unknown(setting, inner))
                {
                    yield return unknown;
                }
            }
        }
    }

    /// <summary>What may stand below a name.</summary>
    /// <param name="Type">Whose properties are read; null when anything may stand there.</param>
    /// <param name="Inner">What is read besides.</param>
    private sealed record Section(Type? Type, Dictionary<string, Section>? Inner = null)
    {
        public IReadOnlyCollection<string> Names =>
            [.. Properties.Select(p => p.Name), .. Inner?.Keys ?? Enumerable.Empty<string>()];

        private IEnumerable<System.Reflection.PropertyInfo> Properties =>
            Type is null || IsValue(Type) ? [] : Type.GetProperties().Where(p => p.CanWrite);

        public Section? Of(string name)
        {
            if (Inner?.GetValueOrDefault(name) is { } inner)
            {
                return inner;
            }

            if (ElementOf(Type) is { } element)
            {
                return new Section(element);
            }

            return
                Properties.FirstOrDefault(p =>
                    string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)
                )
                    is { } property
                ? new Section(property.PropertyType)
                : null;
        }

        private static Type? ElementOf(Type? type) =>
            type is { IsGenericType: true } && typeof(IEnumerable).IsAssignableFrom(type)
                ? type.GetGenericArguments()[^1]
                : null;

        private static bool IsValue(Type type) =>
            type.IsPrimitive || type.IsEnum || type.Namespace is "System" && type != typeof(object);
    }
}
