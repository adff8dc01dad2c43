using ScalingPipeline.Testing;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
