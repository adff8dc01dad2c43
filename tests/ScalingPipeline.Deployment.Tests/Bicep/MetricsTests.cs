using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>Metrics go to whoever takes OTLP: Application Insights takes none from the agent of the environment.</summary>
public sealed class MetricsTests
{
    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task They_go_where_they_are_told_to(string file)
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, told: true);

        Assert.Equal(Deployer.MetricsEndpoint, (string)given["metricsEndpoint"]!["value"]!);
    }

    [Fact]
    public void The_agent_sends_them_encrypted_and_not_to_application_insights()
    {
        var module = Repository.Read("bicep/modules/environment.bicep");

        Assert.Contains(
            "[{ name: 'metrics', endpoint: metricsEndpoint, insecure: false }]",
            module
        );
        Assert.Contains("null : { destinations: ['metrics'] }", module);
    }
}
