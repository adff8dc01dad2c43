using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Runs.Units;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Ingestion.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    [Fact]
    public void Columns_have_defaults_and_the_only_evaluation_is_primary()
    {
        var definition = DefinitionReader.Read("toy.yaml", Bench.Toy);

        Assert.Equal("held-out", definition.Primary.Set);
        Assert.Equal("tokens_seen", definition.Training!.Columns.Tokens);
        Assert.Equal("sequence_id", definition.Evaluations[0].Columns.Sequence);
        Assert.Equal("{architecture}", definition.Family.Text);
        Assert.Equal(8, definition.ReferenceContext);
        Assert.Null(definition.LossUnit);
    }

    [Fact]
    public void Columns_and_unit_are_read()
    {
        var definition = DefinitionReader.Read(
            "toy.yaml",
            Bench.Toy + "\n    columns: { loss: nll }\nloss_unit: bits"
        );

        Assert.Equal("nll", definition.Evaluations[0].Columns.Loss);
        Assert.Equal("position", definition.Evaluations[0].Columns.Position);
        Assert.Equal(LossUnit.Bits, definition.LossUnit);
    }

    [Fact]
    public void The_entropy_of_first_tokens_is_read_and_makes_no_log_be_read_again()
    {
        var declared = DefinitionReader.Read(
            "toy.yaml",
            Bench.Toy + "\n    first_token_entropy: 2.85"
        );

        Assert.Equal(2.85, declared.Primary.FirstTokenEntropy);
        Assert.Equal(DefinitionReader.Read("toy.yaml", Bench.Toy).Hash, declared.Hash);
        Assert.Contains(
            "must be a number from 0.01 to 44.4",
            Assert
                .Throws<DefinitionException>(() =>
                    DefinitionReader.Read("toy.yaml", Bench.Toy + "\n    first_token_entropy: 99")
                )
                .Message
        );
    }

    [Theory]
    [InlineData(
        "domain: toy",
        "domian: toy",
        "toy.yaml, line 2: unknown key 'domian' in the definition; did you mean 'domain'?"
    )]
    [InlineData(
        "domain: toy",
        "description: x",
        "toy.yaml, line 1: the definition has no 'domain'."
    )]
    [InlineData(
        "reference_context: 8",
        "loss_unit: bitz",
        "toy.yaml, line 3: unknown loss unit 'bitz'; did you mean 'bits'?"
    )]
    [InlineData(
        "reference_context: 8",
        "reference_context: -1",
        "toy.yaml, line 3: 'reference_context' in the definition must be a whole number from 0 to 16777216, not '-1'."
    )]
    [InlineData(
        "version: 1",
        "version: 2",
        "toy.yaml, line 1: this build reads definitions of version 1: write 'version: 1'."
    )]
    [InlineData(
        "step-{step}",
        "step-{stp}",
        "toy.yaml, line 9: the pattern '**/toy/{run}/eval/step-{stp}.parquet' has the unknown placeholder {stp}; did you mean 'step'?"
    )]
    [InlineData(
        "step-{step}",
        "step-*",
        "toy.yaml, line 9: the pattern '**/toy/{run}/eval/step-*.parquet' does not say where the step is: write {step}."
    )]
    [InlineData(
        "toy/{run}/run.json",
        "toy/run.json",
        "toy.yaml, line 4: the pattern '**/toy/run.json' does not say where the run's name is: write {run}."
    )]
    [InlineData(
        "set: held-out",
        "set: held-out\n    primary: maybe",
        "toy.yaml, line 9: 'primary' in 'evaluations' must be true or false, not 'maybe'."
    )]
    [InlineData(
        "set: held-out",
        "name: held-out",
        "toy.yaml, line 8: unknown key 'name' in 'evaluations'; known are set, primary, path, columns."
    )]
    [InlineData("version: 1", "version: [1", "toy.yaml, line")]
    public void A_mistake_is_one_sentence_with_file_and_line(
        string right,
        string wrong,
        string sentence
    )
    {
        var fault = Assert.Throws<DefinitionException>(() =>
            DefinitionReader.Read("toy.yaml", Bench.Toy.Replace(right, wrong))
        );

        Assert.StartsWith(sentence.TrimEnd('.', '?'), fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(60_000)]
    public void Brackets_without_end_are_one_sentence_and_no_stack_overflow(int depth)
    {
        var fault = Assert.Throws<DefinitionException>(() =>
            DefinitionReader.Read("bomb.yaml", "domain: " + new string('[', depth))
        );

        Assert.Contains("nested more than 16 deep", fault.Message);
    }

    [Fact]
    public void Aliases_of_aliases_are_refused_before_they_unfold()
    {
        var bomb = new System.Text.StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 12; level++)
        {
            var alias = $"*a{level - 1}";
            bomb.Append(
                $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(alias, 9))}]\n"
            );
        }

        var fault = Assert.Throws<DefinitionException>(() =>
            DefinitionReader.Read("bomb.yaml", bomb.ToString())
        );

        Assert.StartsWith("bomb.yaml, line 1: anchors and aliases", fault.Message);
    }

    [Fact]
    public void A_file_larger_than_any_definition_is_refused_without_being_read_whole()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.CreateText(folder.At("large.yaml")))
        {
            for (var line = 0; line < 200_000; line++)
            {
                file.WriteLine($"key{line}: value");
            }
        }

        var problem = Assert.Single(DefinitionSet.ReadFolder(folder.Path).Problems);

        Assert.Contains("large.yaml, line 1: larger than 65536 bytes", problem);
    }

    [Fact]
    public void Exactly_one_evaluation_set_is_primary()
    {
        var two = Bench.Toy + "\n  - set: other\n    path: \"{run}/o/{step}.parquet\"";

        var fault = Assert.Throws<DefinitionException>(() =>
            DefinitionReader.Read("toy.yaml", two)
        );

        Assert.Contains("0 evaluation sets are 'primary: true'", fault.Message);
    }

    [Fact]
    public void The_hash_is_of_the_content_not_of_its_form()
    {
        var hash = DefinitionReader.Read("toy.yaml", Bench.Toy).Hash;
        var reformed = "# remark\ndescription: words\n" + Bench.Toy.Replace("\"", "'");

        Assert.Equal(hash, DefinitionReader.Read("other.yaml", reformed).Hash);
        Assert.NotEqual(
            hash,
            DefinitionReader.Read("toy.yaml", Bench.Toy + "\nloss_unit: bits").Hash
        );
    }
}
