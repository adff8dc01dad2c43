using System.Text;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Tests.Decoding;

public sealed class RunDeclarationReaderTests
{
    private static readonly string _good = LogFiles.Declaration("r");

    [Fact]
    public void A_declaration_is_read()
    {
        var run = Read(
            LogFiles.Declaration(
                "r",
                "bits",
                """, "seed": 3, "learning_rate": 1e-3, "started_at": "2026-11-22T03:14:22+01:00", "tokenizer": {"kind": "bytes"} """
            )
        );

        Assert.Equal(3072, run.Parameters);
        Assert.Equal("transformer", run.Family);
        Assert.Equal(LossUnit.Bits, run.Unit);
        Assert.Equal(2000, run.PlannedTokens);
        Assert.Equal(1e-3, run.PeakLearningRate);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 2, 14, 22, TimeSpan.Zero), run.StartedAt);
    }

    [Theory]
    [InlineData(
        "\"n_params\": 3072",
        "\"x\": 1",
        "run.json has no 'n_params', the number of non-embedding parameters."
    )]
    [InlineData(
        "\"n_params\": 3072",
        "\"n_params\": -5",
        "run.json: 'n_params' is -5; it must be a whole number from 1 to 1000000000000000."
    )]
    [InlineData(
        "\"n_params\": 3072",
        "\"n_params\": \"3k\"",
        "run.json: 'n_params' is \"3k\"; it must be a whole number from 1 to 1000000000000000."
    )]
    [InlineData(
        "\"n_params\": 3072",
        "\"n_params\": 1.5",
        "run.json: 'n_params' is 1.5; it must be a whole number from 1 to 1000000000000000."
    )]
    [InlineData(
        "\"nats\"",
        "\"nets\"",
        "run.json: unknown 'loss_unit' 'nets'; did you mean 'nats'?"
    )]
    [InlineData(
        "\"nats\"",
        "null",
        "run.json has no 'loss_unit', and toy.yaml gives none: declare one of"
    )]
    [InlineData(
        "\"nats\"",
        "\"bpb\"",
        "run.json: losses in bits per byte cannot be converted without a positive 'bytes_per_token'."
    )]
    [InlineData(
        "\"run_id\": \"r\"",
        "\"run_id\": \"q\"",
        "run.json is mislabelled: its 'run_id' is 'q', but the folder it lies in is 'r'."
    )]
    [InlineData(
        "\"domain\": \"toy\"",
        "\"domain\": \"code\"",
        "run.json is mislabelled: its 'domain' is 'code', but the definition that reads it is 'toy'."
    )]
    [InlineData(
        "\"architecture\": \"transformer\"",
        "\"n_layer\": 2",
        "run.json has no 'architecture', which the family '{architecture}' is named by."
    )]
    public void A_bad_field_is_refused_in_one_sentence(
        string right,
        string wrong,
        string sentence
    ) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<LogContentException>(() => Read(_good.Replace(right, wrong))).Message
        );

    [Theory]
    [InlineData("[1]", "run.json is not a JSON object.")]
    [InlineData("{ \"a\": 1,, }", "run.json is not valid JSON (line 1,")]
    public void What_is_no_declaration_is_refused(string json, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<LogContentException>(() => Read(json)).Message);

    [Fact]
    public void A_declaration_cut_anywhere_is_half_written_not_wrong()
    {
        var whole = _good.Trim();
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Throws<HalfWrittenException>(() => Read(whole[..length]));
        }
    }

    [Fact]
    public void The_definition_gives_the_unit_that_a_run_does_not_declare() =>
        Assert.Equal(
            LossUnit.Bits,
            Read(_good.Replace("\"loss_unit\"", "\"unit\""), Bench.Toy + "\nloss_unit: bits").Unit
        );

    private static RunMetadata Read(string json, string yaml = Bench.Toy)
    {
        var match = new MetadataMatch(
            DefinitionReader.Read("toy.yaml", yaml),
            new PatternCaptures("", "r", null)
        );
        var decoded = RunDeclarationReader.Read(Encoding.UTF8.GetBytes(json), match, "run.json");
        return ((RunMetadataContribution)decoded.Contribution).Metadata;
    }
}
