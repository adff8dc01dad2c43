namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>Waits for what another process will do; only the test's own time limit ends the wait.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(_look);
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
