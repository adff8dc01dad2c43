using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using ScalingPipeline.Ingestion.Telemetry;
using ScalingPipeline.Monitoring.Telemetry;
using ScalingPipeline.Storage.Telemetry;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Telemetry;

/// <summary>
/// Metrics and traces: at <c>/metrics</c> for Prometheus and, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, to whoever takes OTLP. The other
/// variables of OpenTelemetry (<c>OTEL_...</c>) hold too.
/// </summary>
internal static class TelemetryServices
{
    private const string ScrapePath = "/metrics";
    private const string ServiceName = "scaling-pipeline";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string VariablePrefix = "OTEL_";

    private static readonly string[] _sources = [IngestionTelemetry.Name, MonitoringTelemetry.Name];

    private static readonly string[] _meters =
    [
        .. _sources,
        StorageTelemetry.Name,
        StateGauges.Name,
        "Polly",
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(Variables());
        builder.Services.AddSingleton<StateGauges>();
        builder.Services.AddHostedService<StateSampler>();
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(ServiceName, serviceVersion: CodeVersion.Current)
            )
            .WithMetrics(metrics =>
                metrics.AddMeter(_meters).AddView(Shown).AddPrometheusExporter()
            )
            .WithTracing(traces => traces.AddSource(_sources));
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    public static void MapTelemetry(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint(ScrapePath);

    // In Prometheus a gauge whose name ends like that would be taken for a part of a histogram.
    private static MetricStreamConfiguration? Shown(Instrument instrument) =>
        instrument.Name.EndsWith(".count", StringComparison.Ordinal)
            ? MetricStreamConfiguration.Drop
            : null;

    private static IEnumerable<KeyValuePair<string, string?>> Variables() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Select(v => new KeyValuePair<string, string?>((string)v.Key, (string?)v.Value))
            .Where(v => v.Key.StartsWith(VariablePrefix, StringComparison.Ordinal));
}
