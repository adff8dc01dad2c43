using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Ingestion.Tests.Definitions;

public sealed class NearestPatternTests
{
    private static readonly DefinitionSet _definitions = DefinitionSet.Read([
        ("math.yaml", Definition("math", "**/math/{run}")),
        ("prose.yaml", Definition("prose", "prose/{run}")),
    ]);

    [Theory]
    [InlineData("x/math/a/run.jsn", "**/math/{run}/run.json", "'run.jsn' is not 'run.json'")]
    [InlineData(
        "math/a/eval/step-x.parquet",
        "**/math/{run}/eval/step-{step}.parquet",
        "'step-x.parquet' is not 'step-{step}.parquet'"
    )]
    [InlineData("Math/a/run.json", "**/math/{run}/run.json", "'Math' is not 'math'")]
    [InlineData(
        "math/notes.txt",
        "**/math/{run}/run.json",
        "its name has 1 folder where at least 2 folders are described"
    )]
    [InlineData(
        "x/prose/a/run.json",
        "prose/{run}/run.json",
        "its name has 3 folders where 2 folders are described"
    )]
    public void A_name_that_nothing_takes_is_told_the_nearest_pattern_and_what_does_not_fit(
        string name,
        string pattern,
        string reason
    )
    {
        Assert.Empty(_definitions.Match(name));

        var nearest = NearestPattern.To(name, _definitions)!;

        Assert.Equal((pattern, reason), (nearest.Pattern, nearest.Reason));
    }

    [Fact]
    public void Without_definitions_nothing_is_near() =>
        Assert.Null(NearestPattern.To("a", DefinitionSet.Read([])));

    [Fact]
    public void Every_pattern_takes_its_own_example() =>
        Assert.All(
            _definitions.Definitions.SelectMany(d => d.Patterns),
            pattern => Assert.NotNull(pattern.Match(pattern.Example))
        );

    private static string Definition(string domain, string run) =>
        $$"""
            version: 1
            domain: {{domain}}
            family: "{architecture}"
            metadata: "{{run}}/run.json"
            evaluations:
              - set: held-out
                path: "{{run}}/eval/step-{step}.parquet"
            """;
}
