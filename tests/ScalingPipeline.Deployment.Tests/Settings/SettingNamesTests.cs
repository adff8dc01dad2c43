using System.Text.Json;
using System.Text.RegularExpressions;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Settings;

/// <summary>A setting with a typing error sets nothing and says nothing: none is written down anywhere.</summary>
public sealed partial class SettingNamesTests
{
    public static TheoryData<string> Files =>
        Repository.Theory(
            Repository
                .Files("bicep")
                .Concat(Repository.Files("infra"))
                .Concat(Repository.Files("pipelines"))
                .Concat(Repository.Files("tests/ScalingPipeline.Chaos", "*.cs"))
                .Append("README.md")
                .Where(file => Variable().IsMatch(Repository.Read(file)))
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_variable_that_is_written_down_sets_something(string file) =>
        Assert.All(
            Variable().Matches(Repository.Read(file)).Select(match => match.Groups["key"].Value),
            key =>
                Assert.True(
                    SettingNames.Exists(key.Replace("__", ":", StringComparison.Ordinal)),
                    key
                )
        );

    [Fact]
    public void Every_setting_of_the_example_in_the_readme_sets_something()
    {
        var json = Example().Match(Repository.Read("README.md")).Value;
        using var settings = JsonDocument.Parse(json);

        var keys = Keys("", settings.RootElement).ToArray();
        Assert.Contains("Monitoring:Delivery:Webhooks:0:Secret", keys);
        Assert.All(keys, key => Assert.True(SettingNames.Exists(key), key));
    }

    [Theory]
    [InlineData("Web:Urls", false)]
    [InlineData("Web:ApiKeys:0:Kay", false)]
    [InlineData("Ingestion:Watch:Interval", true)]
    public void A_typing_error_would_be_noticed(string key, bool exists) =>
        Assert.Equal(exists, SettingNames.Exists(key));

    private static IEnumerable<string> Keys(string prefix, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(p => Keys($"{prefix}:{p.Name}".TrimStart(':'), p.Value)),
            JsonValueKind.Array => element
                .EnumerateArray()
                .SelectMany((item, i) => Keys($"{prefix}:{i}", item)),
            _ => [prefix],
        };

    [GeneratedRegex(
        "SCALING_PIPELINE_(?<key>[A-Z][a-z][A-Za-z0-9_]*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Variable();

    [GeneratedRegex(
        "^    \\{\n(      .*\n)+    \\}$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Example();
}
