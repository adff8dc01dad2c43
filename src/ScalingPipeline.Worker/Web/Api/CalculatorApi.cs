using System.ComponentModel;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web.Calculators;

namespace ScalingPipeline.Worker.Web.Api;

/// <summary>The calculators of the page, as <c>forecast --json</c> and <c>estimate --json</c>.</summary>
internal static class CalculatorApi
{
    private const string Number = "A number greater than 0, as in 1e9, 7B or 350M.";

    public static void MapCalculators(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/forecast",
                (
                    [Description("The domain.")] string domain,
                    [Description("N. " + Number)] string? parameters,
                    [Description("D. " + Number)] string? tokens,
                    [Description("C in FLOP, instead of N and D. " + Number)] string? compute,
                    [Description("By default the family with most completed runs.")] string? family,
                    IMonitoringState state,
                    SnapshotReader snapshots,
                    CancellationToken cancelled
                ) =>
                    AnswerAsync(async () =>
                        (
                            await new ForecastQuestion
                            {
                                Domain = domain,
                                Family = family,
                                Parameters = parameters,
                                Tokens = tokens,
                                Compute = compute,
                            }.AnswerAsync(state, snapshots, cancelled)
                        ).Forecast!
                    )
            )
            .Produces<ForecastDocument>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The final loss of a run that nobody has trained yet");
        api.MapGet(
                "/forecast/target",
                (
                    [Description("The domain.")] string domain,
                    [Description("The loss to reach in nats per token.")] string loss,
                    [Description("By default the family with most completed runs.")] string? family,
                    IMonitoringState state,
                    SnapshotReader snapshots,
                    CancellationToken cancelled
                ) =>
                    AnswerAsync(async () =>
                        (
                            await new ForecastQuestion
                            {
                                Domain = domain,
                                Family = family,
                                TargetLoss = loss,
                            }.AnswerAsync(state, snapshots, cancelled)
                        ).Target!
                    )
            )
            .Produces<TargetForecastDocument>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("What it takes to reach a loss");
        api.MapGet(
                "/estimate",
                (
                    [Description("n_layer.")] string layers,
                    [Description("d_model.")] string width,
                    [Description("n_ctx in tokens.")] string context,
                    [Description("D. " + Number)] string tokens,
                    [Description("Peak FLOP/s of one GPU; by default 3.12e14.")] string? gpuFlops,
                    [Description("Share of the peak; by default 0.4.")] string? utilization
                ) =>
                    AnswerAsync(() =>
                        Task.FromResult<object>(
                            new EstimateQuestion
                            {
                                Layers = layers,
                                Width = width,
                                Context = context,
                                Tokens = tokens,
                                GpuFlops = gpuFlops,
                                Utilization = utilization,
                            }.Answer()
                        )
                    )
            )
            .Produces<EstimateDocument>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("N, FLOP, PF-days and GPU-days of a transformer before training");
    }

    private static async Task<IResult> AnswerAsync(Func<Task<object>> ask)
    {
        try
        {
            return ApiRoutes.Json(await ask());
        }
        catch (QuestionException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
