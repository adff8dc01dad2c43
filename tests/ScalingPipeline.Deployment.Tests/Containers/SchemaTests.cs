using System.Text.Json;
using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Containers;

/// <summary>Files that other programs read are what their schemas say.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("compose", "infra/local", "*.yaml")]
    [InlineData("github", "pipelines/ci", "github-actions.yml")]
    [InlineData("pipelines", "pipelines/ci", "azure-pipelines.yml")]
    [InlineData("prometheus-rules", "infra/prometheus", "alerts.yaml")]
    [InlineData("kubernetes", "infra/kubernetes", "*.yaml")]
    [InlineData("dockerfile", "infra/image", "Dockerfile")]
    public async Task A_file_is_what_its_schema_says(string kind, string folder, string pattern)
    {
        Assert.SkipUnless(
            File.Exists(Repository.PathOf("infra/node_modules/ajv/package.json")),
            "The schemas are not installed; infra/test.sh installs them"
        );

        var (code, output, error) = await Tool.RunAsync(
            DebianTool.PathOrSkip("node", "nodejs"),
            ["infra/manifest-faults.mjs", kind, .. Repository.Files(folder, pattern)]
        );

        Assert.True(code == 0, error);
        Assert.Empty(JsonSerializer.Deserialize<string[]>(output)!);
    }

    [Fact]
    public void Every_other_yaml_file_can_be_read() =>
        Assert.All(
            Repository.Files("infra", "*.yaml").Concat(Repository.Files("pipelines", "*.y*ml")),
            file => Assert.NotEmpty(Yaml.Read(file))
        );
}
