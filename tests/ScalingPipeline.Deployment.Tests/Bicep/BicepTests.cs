using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Bicep;

public sealed class BicepTests
{
    [Fact]
    public async Task Every_file_compiles_without_a_warning()
    {
        var (code, output, error) = await BicepCompiler.RunOrSkipAsync(
            "lint",
            "--pattern",
            "bicep/**/*.bicep"
        );

        Assert.True(code == 0 && output.Trim() == "" && error.Trim() == "", output + error);
    }

    [Fact]
    public async Task A_mistake_would_be_noticed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("main.bicep");
        File.Copy(Repository.PathOf("bicep/bicepconfig.json"), folder.At("bicepconfig.json"));
        await File.WriteAllTextAsync(
            file,
            "param unused string\noutput url string = 1\n",
            TestContext.Current.CancellationToken
        );

        var (code, output, error) = await BicepCompiler.RunOrSkipAsync("lint", file);

        Assert.NotEqual(0, code);
        Assert.Contains("no-unused-params", output + error);
    }

    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task Every_set_of_parameters_fits_the_template(string file)
    {
        var (given, template) = await BicepCompiler.BuildParametersAsync(file, told: false);

        Assert.Subset(
            template["parameters"]!.AsObject().Select(p => p.Key).ToHashSet(StringComparer.Ordinal),
            given.Select(p => p.Key).ToHashSet(StringComparer.Ordinal)
        );
    }
}
