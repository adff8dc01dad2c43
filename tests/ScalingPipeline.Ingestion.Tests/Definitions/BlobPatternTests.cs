using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Ingestion.Tests.Definitions;

public sealed class BlobPatternTests
{
    [Theory]
    [InlineData(
        "toy/{run}/eval/step-{step}.parquet",
        "toy/a/eval/step-000012.parquet",
        "",
        "a",
        12L
    )]
    [InlineData("**/toy/{run}/{part}.parquet", "toy/a/x.parquet", "", "a", null)]
    [InlineData("**/toy/{run}/{part}.parquet", "x/y/toy/a/x.parquet", "x/y/", "a", null)]
    [InlineData("{run}-{step}.parquet", "a-1-2.parquet", "", "a-1", 2L)]
    [InlineData("toy/{run}/*.parquet", "toy/a/b c.parquet", "", "a", null)]
    [InlineData("toy.x/{run}/(y)", "toy.x/a/(y)", "", "a", null)]
    public void A_pattern_captures(
        string pattern,
        string name,
        string root,
        string run,
        long? step
    ) => Assert.Equal(new PatternCaptures(root, run, step), BlobPattern.Parse(pattern).Match(name));

    [Theory]
    [InlineData("toy/{run}/x", "toy/a/b/x")]
    [InlineData("toy/{run}/x", "other/toy/a/x")]
    [InlineData("toy/{run}/x", "toy/a/x.tmp")]
    [InlineData("toy/{run}/x", "Toy/a/x")]
    [InlineData("toy/{run}/x", "toy//x")]
    [InlineData("toy.x/{run}", "toyxx/a")]
    [InlineData("toy/{run}/x", "toy/a/x\n")]
    [InlineData("**/toy/{run}/x", "nottoy/a/x")]
    [InlineData("{run}/{step}", "a/twelve")]
    [InlineData("{run}/{step}", "a/99999999999999999999")]
    public void A_pattern_does_not_match(string pattern, string name) =>
        Assert.Null(BlobPattern.Parse(pattern).Match(name));

    [Theory]
    [InlineData("")]
    [InlineData("/toy/{run}")]
    [InlineData("toy//{run}")]
    [InlineData("toy\\{run}")]
    [InlineData("toy/{run")]
    [InlineData("toy/run}")]
    [InlineData("toy/{run}/{run}")]
    [InlineData("toy/**/{run}")]
    [InlineData("toy/x")]
    public void A_bad_pattern_is_refused(string pattern) =>
        Assert.Throws<FormatException>(() => BlobPattern.Parse(pattern));

    [Fact]
    public void A_name_made_to_be_slow_is_matched_in_linear_time()
    {
        var pattern = BlobPattern.Parse("**/{run}-{part}-{step}-*-x");

        Assert.Null(pattern.Match(string.Concat(Enumerable.Repeat("a-1-", 20_000))));
    }
}
