namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>Azure makes no budget for a month that is over: when it begins is said by whoever deploys.</summary>
public sealed class BudgetTests
{
    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task It_begins_when_it_is_told_to(string file)
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, told: true);

        Assert.Equal(Deployer.BudgetStart, (string)given["budget"]!["value"]!["start"]!);
    }

    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task There_is_none_where_nobody_says_when(string file)
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, told: false);

        Assert.Null(given["budget"]!["value"]);
    }
}
