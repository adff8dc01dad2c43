using ScalingPipeline.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

// Most tests here wait for a process: more run at a time than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
