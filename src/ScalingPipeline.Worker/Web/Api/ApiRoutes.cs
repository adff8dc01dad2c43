using System.ComponentModel;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.Web.Api;

/// <summary>The same documents as the command line's <c>--json</c>, under <c>/api/v1</c>; described in <see cref="ApiDescription"/>.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api/v1";

    private const int MostEntries = 1000;

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Prefix);
        api.ProducesProblem(StatusCodes.Status401Unauthorized);
        api.ProducesProblem(StatusCodes.Status403Forbidden);
        api.ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapListings();
        api.MapNamed();
        api.MapCalculators();
        api.MapJudgements();
        routes.MapApiDescription();
    }

    public static IResult Json(object document) => Results.Json(document, JsonOutput.Options);

    private static void MapListings(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/laws",
                async (
                    [Description("Only this domain.")] string? domain,
                    IMonitoringState state,
                    CancellationToken cancelled
                ) =>
                    await UnknownAsync(domain, state, cancelled)
                    ?? Json(CurrentLaws.Of(await state.AnalysesAsync(domain, cancelled)))
            )
            .Produces<IEnumerable<LawRecord>>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The current laws, as `laws --json`");
        api.MapGet(
                "/runs",
                async (
                    [Description("Only this domain.")] string? domain,
                    IMonitoringState state,
                    CancellationToken cancelled
                ) =>
                    await UnknownAsync(domain, state, cancelled)
                    ?? Json(
                        (await state.AnalysesAsync(domain, cancelled)).Select(a => new DomainRuns(
                            a.Analysis.Domain,
                            a.Analysis.Runs
                        ))
                    )
            )
            .Produces<IEnumerable<DomainRuns>>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("How every run stands against its siblings and its law");
        api.MapGet(
                "/alerts",
                async (
                    [Description("Resolved ones too.")] bool? all,
                    IMonitoringState state,
                    TimeProvider time,
                    CancellationToken cancelled
                ) =>
                    Json(
                        await JudgedAlerts.ReadAsync(
                            state,
                            all ?? false,
                            time.GetUtcNow(),
                            cancelled
                        )
                    )
            )
            .Produces<IEnumerable<AlertDocument>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Alerts, newest first, as `alerts --json`");
        api.MapGet(
                "/ledger",
                async (
                    [Description(
                        "Only files in this state: discovered, inProgress, committed, superseded, quarantined or foreign."
                    )]
                        string? state,
                    ILedger ledger,
                    CancellationToken cancelled
                ) =>
                    StateName.Parse(state) is null && state is not null
                        ? Results.Problem(
                            "There is no such state of a file.",
                            statusCode: StatusCodes.Status400BadRequest
                        )
                        : Json(
                            new LedgerListing(
                                FileCounts.From(await ledger.CountAsync(cancelled)),
                                await ledger.EntriesAsync(
                                    StateName.Parse(state),
                                    MostEntries,
                                    cancelled
                                )
                            )
                        )
            )
            .Produces<LedgerListing>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Files by state, and the entries that changed last, 1,000 at most");
        api.MapGet(
                "/status",
                async (IMonitoringState state, CancellationToken cancelled) =>
                    Json(
                        new ServiceStatus(
                            (await state.ChangedAsync(cancelled)).Count,
                            await state.WaitingMessagesAsync(cancelled)
                        )
                    )
            )
            .Produces<ServiceStatus>()
            .WithSummary("What waits");
    }

    /// <summary>The refusal of a domain that there is not, as the command line has it; null for one that there is.</summary>
    private static async Task<IResult?> UnknownAsync(
        string? domain,
        IMonitoringState state,
        CancellationToken cancellationToken
    )
    {
        if (domain is null)
        {
            return null;
        }

        var known = (await state.DomainsAsync(cancellationToken)).Select(d => d.Domain).ToArray();
        return known.Contains(domain, StringComparer.Ordinal)
            ? null
            : Results.Problem(
                NamedValues.NoDomain(domain, known),
                statusCode: StatusCodes.Status404NotFound
            );
    }
}

/// <summary>The runs of a domain.</summary>
/// <param name="Domain">Its name.</param>
/// <param name="Runs">Ordered by name.</param>
internal sealed record DomainRuns(string Domain, IReadOnlyList<RunAssessment> Runs);

/// <summary>The ledger.</summary>
/// <param name="Files">Blob versions by state.</param>
/// <param name="Entries">Newest change first.</param>
internal sealed record LedgerListing(FileCounts Files, IReadOnlyList<LedgerEntry> Entries);

/// <summary>What waits.</summary>
/// <param name="ChangedDomains">Domains to refit.</param>
/// <param name="WaitingMessages">Messages that no receiver took yet.</param>
internal sealed record ServiceStatus(int ChangedDomains, long WaitingMessages);
