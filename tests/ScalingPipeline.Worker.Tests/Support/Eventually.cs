using System.Runtime.CompilerServices;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>Waits for what another process will do, long enough for the slowest machine; what never comes fails the test and says what it was.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(6);

    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        [CallerArgumentExpression(nameof(condition))] string awaited = ""
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        patience.CancelAfter(_patience);
        using var timer = new PeriodicTimer(_look);
        while (!await condition().WaitAsync(patience.Token))
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
                when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"It did not come in {_patience.TotalMinutes:0} minutes: {awaited}");
            }
        }
    }
}
