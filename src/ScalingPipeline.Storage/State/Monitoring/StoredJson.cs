using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>
/// The stored form of analyses and alerts: JSON in which doubles round-trip to the last bit and NaN and the infinities are named;
/// analyses are compressed.
/// </summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DomainAnalysis))]
[JsonSerializable(typeof(AlertRecord))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(AlertRecord alert) =>
        JsonSerializer.Serialize(alert, Default.AlertRecord);

    public static AlertRecord ReadAlert(string content) =>
        JsonSerializer.Deserialize(content, Default.AlertRecord)
        ?? throw new JsonException("An alert is stored as null.");

    public static byte[] Write(DomainAnalysis analysis) =>
        JsonSerializer.SerializeToUtf8Bytes(analysis, Default.DomainAnalysis);

    /// <summary>SHA-256 of the uncompressed bytes, lower-case hex.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            brotli.Write(content);
        }

        return compressed.ToArray();
    }

    /// <exception cref="JsonException">The analysis was stored by a version that described it differently.</exception>
    public static DomainAnalysis ReadAnalysis(byte[] compressed)
    {
        using var brotli = new BrotliStream(
            new MemoryStream(compressed),
            CompressionMode.Decompress
        );
        return JsonSerializer.Deserialize(brotli, Default.DomainAnalysis)
            ?? throw new JsonException("An analysis is stored as null.");
    }
}
