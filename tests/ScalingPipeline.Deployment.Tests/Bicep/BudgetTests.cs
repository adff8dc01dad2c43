namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>Azure makes no budget for a month that is over: when it begins is said by whoever deploys.</summary>
public sealed class BudgetTests
{
    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task It_begins_when_it_is_told_to(string file)
    {
        const string Start = "2031-05-01";
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, ("BUDGET_START", Start));

        Assert.Equal(Start, (string)given["budget"]!["value"]!["start"]!);
    }

    [Theory]
    [MemberData(nameof(ParameterFile.All), MemberType = typeof(ParameterFile))]
    public async Task There_is_none_where_nobody_says_when(string file)
    {
        var (given, _) = await BicepCompiler.BuildParametersAsync(file, ("BUDGET_START", ""));

        Assert.Null(given["budget"]!["value"]);
    }
}
