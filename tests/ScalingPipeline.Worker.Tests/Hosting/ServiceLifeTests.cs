using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Tests.Hosting;

public sealed class ServiceLifeTests
{
    [Fact]
    public async Task A_service_that_is_told_to_stop_drains_and_ends_well()
    {
        using var stop = new CancellationTokenSource();
        var loop = new Loop(async stopping =>
        {
            await Task.Delay(Timeout.Infinite, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What is under way ends, after the loop was told to.
            await Task.Yield();
        });
        using var host = Host(loop, "00:01:00");

        await ServiceLife.RunAsync(host, () => StopOnceBegun(loop, stop), stop.Token);

        Assert.True(loop.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_loop_that_dies_takes_the_service_with_it_and_is_named()
    {
        using var host = Host(
            new Loop(async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("The reason.");
            }),
            "00:01:00"
        );

        var fault = await Assert.ThrowsAsync<UserErrorException>(() =>
            ServiceLife.RunAsync(host, () => { }, TestContext.Current.CancellationToken)
        );

        Assert.Equal(
            "Loop died, and the service with it: The reason. (InvalidOperationException)",
            fault.Message
        );
    }

    [Fact]
    public async Task What_does_not_end_before_the_deadline_is_left_with_a_sentence()
    {
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var loop = new Loop(_ => never.Task);
        using var host = Host(loop, "00:00:00.050");

        var fault = await Assert.ThrowsAsync<UserErrorException>(() =>
            ServiceLife.RunAsync(host, () => StopOnceBegun(loop, stop), stop.Token)
        );

        Assert.StartsWith(
            "Stopping took longer than Hosting:ShutdownTimeout",
            fault.Message,
            StringComparison.Ordinal
        );
        never.SetResult();
    }

    private static void StopOnceBegun(Loop loop, CancellationTokenSource stop)
    {
        loop.Begun.Wait(TestContext.Current.CancellationToken);
        stop.Cancel();
    }

    private static IHost Host(BackgroundService loop, string deadline)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        builder.Configuration["Hosting:ShutdownTimeout"] = deadline;
        builder.AddServiceLife();
        builder.Services.AddSingleton<IHostedService>(loop);
        return builder.Build();
    }

    private sealed class Loop(Func<CancellationToken, Task> execute) : BackgroundService
    {
        public ManualResetEventSlim Begun { get; } = new();

        public override void Dispose()
        {
            base.Dispose();
            Begun.Dispose();
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            Begun.Set();
            return execute(stoppingToken);
        }
    }
}
