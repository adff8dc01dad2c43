using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Ingestion.Tests.Definitions;

public sealed class DefinitionSetTests
{
    [Fact]
    public void A_faulty_file_is_left_out_and_the_others_go_on()
    {
        var set = DefinitionSet.Read([("bad.yaml", "domain"), ("toy.yaml", Bench.Toy)]);

        Assert.Equal("toy", Assert.Single(set.Definitions).Domain);
        Assert.StartsWith("bad.yaml, line 1:", Assert.Single(set.Problems));
    }

    [Fact]
    public void A_second_definition_of_a_domain_is_left_out()
    {
        var set = DefinitionSet.Read([("b.yaml", Bench.Toy), ("a.yaml", Bench.Toy)]);

        Assert.Equal("a.yaml", Assert.Single(set.Definitions).File);
        Assert.Equal(
            "b.yaml: the domain 'toy' is already defined by a.yaml; this file is left out.",
            Assert.Single(set.Problems)
        );
    }

    [Fact]
    public void A_folder_that_is_missing_or_empty_is_told()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains(
            "holds no .yaml file",
            Assert.Single(DefinitionSet.ReadFolder(folder.Path).Problems)
        );
        Assert.Contains(
            "does not exist",
            Assert.Single(DefinitionSet.ReadFolder(Path.Combine(folder.Path, "no")).Problems)
        );
    }

    [Theory]
    [InlineData("language/r/run.json", "language")]
    [InlineData("ladder/language/r/eval_large/step-000001.parquet", "language")]
    [InlineData("code/r/train/part-00000.parquet", "code")]
    [InlineData("math/r/eval_extrapolation/step-000001.parquet", "math")]
    [InlineData("x/image8x8/r/eval/step-2.parquet", "image8x8")]
    public void The_shipped_definitions_match_the_ladder(string name, string domain)
    {
        var set = DefinitionSet.ReadFolder(Path.Combine(SharedData.RepositoryRoot, "pipelines"));

        Assert.Empty(set.Problems);
        Assert.Equal(domain, Assert.Single(set.Match(name)).Domain);
    }
}
