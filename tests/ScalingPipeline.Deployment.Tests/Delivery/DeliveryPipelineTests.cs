using System.Text.RegularExpressions;
using ScalingPipeline.Deployment.Tests.Bicep;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Delivery;

/// <summary>The delivery pipelines run the commands of the README, on files that are there.</summary>
public sealed partial class DeliveryPipelineTests
{
    public static TheoryData<string> Files => Repository.Theory(Repository.Files("pipelines/ci"));

    [Theory]
    [MemberData(nameof(Files))]
    public void They_run_the_commands_of_the_readme(string file)
    {
        var readme = Repository.Read("README.md");
        var commands = Command()
            .Matches(Repository.Read(file))
            .Select(match => match.Value.Replace("prod.bicepparam", "dev.bicepparam"))
            .ToArray();

        Assert.Equal(4, commands.Length);
        Assert.All(commands, command => Assert.Contains(command, readme));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_that_they_name_is_there(string file) =>
        Assert.All(
            Named().Matches(Repository.Read(file)).Select(match => match.Value),
            named => Assert.True(File.Exists(Repository.PathOf(named)), named)
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_variable_that_the_parameters_read_is_known(string file)
    {
        var pipeline = Repository.Read(file);
        var read = Repository
            .Files("bicep", "*.bicepparam")
            .Where(parameters => pipeline.Contains(parameters, StringComparison.Ordinal))
            .SelectMany(ParameterFile.Variables)
            .Distinct(StringComparer.Ordinal)
            .ToArray();

        Assert.NotEmpty(read);
        Assert.All(read, name => Assert.Contains(name, pipeline));
    }

    [GeneratedRegex(
        "bash infra/test\\.sh|docker build -f .*|az deployment group .*",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Command();

    [GeneratedRegex(
        "(infra|bicep)/[A-Za-z./]+[A-Za-z]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Named();
}
