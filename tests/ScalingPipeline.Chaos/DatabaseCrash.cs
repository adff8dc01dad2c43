using ScalingPipeline.Testing;

namespace ScalingPipeline.Chaos;

/// <summary>The database server ends as in a crash, in the middle of whatever the workers do, and is started again.</summary>
public static class DatabaseCrash
{
    public const string Kind = "database crashed";

    /// <summary>What to give to <see cref="ChaosRun.RunAsync"/>.</summary>
    public static Func<Task> Of(PostgresServer server, Tally tally) =>
        async () =>
        {
            await server.StopAsync();
            await server.RestartAsync();
            tally.Add(Kind);
        };
}
