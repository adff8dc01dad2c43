using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>The JSON contract of an alert: <see cref="AlertDocument"/> in camel case, enums as lower-case words, times in ISO 8601.</summary>
public static class AlertJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };

    public static string Serialize(AlertRecord alert) => Serialize(AlertDocument.Of(alert));

    public static string Serialize(AlertDocument alert) => JsonSerializer.Serialize(alert, Options);

    /// <summary>A JSON array, in the order given.</summary>
    public static string SerializeAll(IEnumerable<AlertRecord> alerts) =>
        JsonSerializer.Serialize(alerts.Select(AlertDocument.Of), Options);

    /// <exception cref="JsonException">Not an alert.</exception>
    public static AlertDocument Parse(string json) =>
        JsonSerializer.Deserialize<AlertDocument>(json, Options)
        ?? throw new JsonException("An alert was expected, not null.");

    /// <summary>The word that stands for a value in every label and document.</summary>
    public static string NameOf(AlertSeverity severity) => NameOf<AlertSeverity>(severity);

    /// <inheritdoc cref="NameOf(AlertSeverity)"/>
    public static string NameOf(AlertStatus status) => NameOf<AlertStatus>(status);

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
