namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>The image is public, or in a registry that the identity of the service may pull from.</summary>
public sealed class ImageSourceTests
{
    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task A_registry_is_taken_from_the_environment(string file)
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, told: true);

        var registry = given["image"]!["value"]!["registry"]!;
        Assert.Equal(Deployer.Registry, (string)registry["name"]!);
        Assert.Equal(Deployer.RegistryResourceGroup, (string)registry["resourceGroup"]!);
    }

    [Fact]
    public async Task Without_one_the_image_is_public()
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(
            "bicep/dev.bicepparam",
            told: false
        );

        Assert.Null(given["image"]!["value"]!["registry"]);
    }
}
