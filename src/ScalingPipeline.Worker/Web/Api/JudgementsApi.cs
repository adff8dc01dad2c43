using System.Security.Claims;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.Web.Api;

/// <summary>What people say of alerts and runs, under <c>/api/v1</c>. The author is who signed in, whatever the body says.</summary>
internal static class JudgementsApi
{
    // Of a key; then of a token, the name that people know first.
    private static readonly string[] _names =
    [
        ClaimTypes.Name,
        "preferred_username",
        "name",
        "sub",
    ];

    public static void MapJudgements(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/silences",
                async (IMonitoringState state, TimeProvider time, CancellationToken cancelled) =>
                    ApiRoutes.Json(
                        (await state.SilencesAsync(cancelled)).Where(s =>
                            s.Expiry > time.GetUtcNow()
                        )
                    )
            )
            .Produces<IEnumerable<Silence>>()
            .WithSummary("Silences that are not over, the one that ends last first");
        api.MapPost(
                "/silences",
                (
                    SilenceRequest body,
                    ClaimsPrincipal caller,
                    Judge judge,
                    CancellationToken cancelled
                ) =>
                    AnswerAsync(async () =>
                        ApiRoutes.Json(
                            await judge.SilenceAsync(
                                caller.Author(),
                                body.Domain,
                                body.Run,
                                body.Code,
                                body.For,
                                body.Comment,
                                cancelled
                            )
                        )
                    )
            )
            .Produces<Silence>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Silence alerts by domain, run and code");
        api.MapDelete(
                "/silences/{id}",
                (string id, ClaimsPrincipal caller, Judge judge, CancellationToken cancelled) =>
                    AnswerAsync(async () =>
                    {
                        await judge.LiftAsync(caller.Author(), id, cancelled);
                        return Results.NoContent();
                    })
            )
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("End a silence");
        api.MapPost(
                "/alerts/{id}/acknowledge",
                (
                    string id,
                    CommentRequest body,
                    ClaimsPrincipal caller,
                    Judge judge,
                    CancellationToken cancelled
                ) =>
                    AnswerAsync(async () =>
                        ApiRoutes.Json(
                            await judge.AcknowledgeAsync(
                                caller.Author(),
                                id,
                                body.Comment,
                                cancelled
                            )
                        )
                    )
            )
            .Produces<Acknowledgement>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Say that somebody takes care of an alert");
        api.MapPost(
                "/runs/mark",
                (
                    MarkRequest body,
                    ClaimsPrincipal caller,
                    Judge judge,
                    CancellationToken cancelled
                ) =>
                    AnswerAsync(async () =>
                    {
                        await judge.MarkAsync(
                            caller.Author(),
                            body.Domain ?? "",
                            body.Run ?? "",
                            MarkWord.Verdict(body.Mark),
                            body.Comment,
                            cancelled
                        );
                        return Results.NoContent();
                    })
            )
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Mark a run healthy or faulty, or clear its mark");
    }

    /// <summary>The name of whoever signed in: of a key, a person, or an application.</summary>
    public static string? Author(this ClaimsPrincipal caller) =>
        _names
            .Select(claim => caller.FindFirst(claim)?.Value)
            .FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));

    /// <summary>The status of the answer to what cannot be taken down.</summary>
    public static int Status(this JudgementException refused) =>
        refused.IsUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> judge)
    {
        try
        {
            return await judge();
        }
        catch (JudgementException refused)
        {
            return Results.Problem(refused.Message, statusCode: refused.Status());
        }
    }

    /// <param name="Domain">A name or pattern; null for any.</param>
    /// <param name="Run">As <paramref name="Domain"/>.</param>
    /// <param name="Code">As <paramref name="Domain"/>.</param>
    /// <param name="For">See <see cref="Duration"/>.</param>
    /// <param name="Comment">Why.</param>
    private sealed record SilenceRequest(
        string? Domain,
        string? Run,
        string? Code,
        string? For,
        string? Comment
    );

    private sealed record CommentRequest(string? Comment);

    /// <param name="Domain">The domain of the run.</param>
    /// <param name="Run">The run.</param>
    /// <param name="Mark">See <see cref="MarkWord"/>.</param>
    /// <param name="Comment">Why.</param>
    private sealed record MarkRequest(string? Domain, string? Run, string? Mark, string? Comment);
}
