using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.Web;

/// <summary>The same documents as the command line's <c>--json</c>, under <c>/api/v1</c>. Read only.</summary>
internal static class Api
{
    private const int MostEntries = 1000;

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapGet(
            "/laws",
            async (string? domain, IMonitoringState state, CancellationToken cancelled) =>
                Json(CurrentLaws.Of(await state.AnalysesAsync(domain, cancelled)))
        );
        api.MapGet(
            "/runs",
            async (string? domain, IMonitoringState state, CancellationToken cancelled) =>
                Json(
                    (await state.AnalysesAsync(domain, cancelled)).Select(a => new
                    {
                        a.Analysis.Domain,
                        a.Analysis.Runs,
                    })
                )
        );
        api.MapGet(
            "/alerts",
            async (bool? all, IMonitoringState state, CancellationToken cancelled) =>
                Json((await state.AlertsAsync(all ?? false, cancelled)).Select(AlertDocument.Of))
        );
        api.MapGet(
            "/ledger",
            async (BlobState? state, ILedger ledger, CancellationToken cancelled) =>
                Json(
                    new
                    {
                        Files = FileCounts.From(await ledger.CountAsync(cancelled)),
                        Entries = await ledger.EntriesAsync(state, MostEntries, cancelled),
                    }
                )
        );
        api.MapGet(
            "/status",
            async (IMonitoringState state, CancellationToken cancelled) =>
                Json(
                    new
                    {
                        ChangedDomains = (await state.ChangedAsync(cancelled)).Count,
                        WaitingMessages = await state.WaitingMessagesAsync(cancelled),
                    }
                )
        );
    }

    private static IResult Json(object document) => Results.Json(document, JsonOutput.Options);
}
