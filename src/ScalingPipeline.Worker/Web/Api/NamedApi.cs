using System.ComponentModel;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Explaining;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Api;

/// <summary>One run, or one law, by its name.</summary>
internal static class NamedApi
{
    /// <summary>Where the name of the domain stands in the path, and that of the run or law.</summary>
    private const int DomainPart = 3;
    private const int NamePart = 5;

    public static void MapNamed(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/domains/{domain}/runs/{run}",
                async (
                    string domain,
                    string run,
                    HttpContext http,
                    ILedger ledger,
                    IMonitoringState state,
                    SnapshotReader snapshots,
                    CancellationToken cancelled
                ) =>
                    await new RunStories(ledger, state, snapshots).OfAsync(
                        http.NameIn(DomainPart),
                        http.NameIn(NamePart),
                        cancelled
                    )
                        is { } story
                        ? ApiRoutes.Json(story)
                        : Unknown($"There is no run {run} in a domain {domain}.")
            )
            .Produces<RunStory>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The story of one run, as in `runs` of `explain --json`");
        api.MapGet(
                "/domains/{domain}/laws/{law}/history",
                async (
                    string domain,
                    [Description("Its name, as in L(N).")] string law,
                    [Description("Only refits stored before this moment.")] DateTimeOffset? before,
                    HttpContext http,
                    IMonitoringState state,
                    CancellationToken cancelled
                ) =>
                {
                    var history = await LawHistory.ReadAsync(
                        state,
                        http.NameIn(DomainPart),
                        http.NameIn(NamePart),
                        before,
                        cancelled
                    );
                    return
                        history.Versions.Any(version => version.Records.Count > 0)
                        || before is not null
                        ? ApiRoutes.Json(history)
                        : Unknown($"There is no law {law} in a domain {domain}.");
                }
            )
            .Produces<LawHistory>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What each refit said of a law, the newest first, 20 at most");
    }

    private static IResult Unknown(string sentence) =>
        Results.Problem(sentence, statusCode: StatusCodes.Status404NotFound);
}
