using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Tests.Contributions;

public sealed class ContributionCodecTests
{
    public static TheoryData<string> Kinds =>
        ["metadata", "bare metadata", "training", "evaluation"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_encoded_is_decoded(string kind)
    {
        var contribution = Example(kind);

        var encoded = ContributionCodec.Encode(contribution);
        var decoded = ContributionCodec.Decode(encoded);

        Assert.Equal(contribution.GetType(), decoded.GetType());
        Assert.Equal(contribution.Coverage, decoded.Coverage);
        Assert.Equal(contribution.Group, decoded.Group);
        Assert.Equal(encoded, ContributionCodec.Encode(decoded));
    }

    [Fact]
    public void Every_number_of_an_evaluation_survives()
    {
        var before = (EvaluationContribution)Example("evaluation");

        var after = (EvaluationContribution)
            ContributionCodec.Decode(ContributionCodec.Encode(before));

        Assert.Equal(before.Checkpoint.All, after.Checkpoint.All);
        Assert.Equal(before.Checkpoint.Profile.Buckets, after.Checkpoint.Profile.Buckets);
        Assert.Equal(before.Checkpoint.NonFinite, after.Checkpoint.NonFinite);
        Assert.Equal(
            before.Checkpoint.SequenceLosses!.First,
            after.Checkpoint.SequenceLosses!.First
        );
        Assert.Equal(
            before.Checkpoint.SequenceLosses.Counts,
            after.Checkpoint.SequenceLosses.Counts
        );
    }

    [Fact]
    public void What_the_first_version_stored_is_read_and_known_for_the_same_content()
    {
        // As version 1 wrote it: the same bytes without the spread of the sequences.
        var after = (EvaluationContribution)Example("evaluation");
        var before = after with { Checkpoint = after.Checkpoint with { SequenceLosses = null } };
        var encoded = ContributionCodec.Encode(before);
        byte[] first = [1, .. encoded[1..^1]];

        var read = (EvaluationContribution)ContributionCodec.Decode(first);

        Assert.Null(read.Checkpoint.SequenceLosses);
        Assert.Equal(after.Checkpoint.All, read.Checkpoint.All);
        Assert.Equal(ContributionCodec.Hash(after), ContributionCodec.Hash(read));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first)),
            ContributionCodec.Hash(after)
        );
    }

    [Fact]
    public void Every_field_of_a_declaration_survives()
    {
        var before = (RunMetadataContribution)Example("metadata");

        var after = (RunMetadataContribution)
            ContributionCodec.Decode(ContributionCodec.Encode(before));

        Assert.Equal(before.Metadata, after.Metadata);
    }

    [Fact]
    public void Every_column_of_a_training_log_survives()
    {
        var before = ((TrainingContribution)Example("training")).Series;

        var after = (
            (TrainingContribution)
                ContributionCodec.Decode(ContributionCodec.Encode(Example("training")))
        ).Series;

        Assert.Equal(before.Step, after.Step);
        Assert.Equal(before.Tokens, after.Tokens);
        Assert.Equal(before.Loss, after.Loss);
        Assert.Equal(before.LearningRate, after.LearningRate);
        Assert.Equal(before.GradientNorm, after.GradientNorm);
        Assert.All(after.ElapsedSeconds, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bytes_cut_short_anywhere_are_refused(string kind)
    {
        var encoded = ContributionCodec.Encode(Example(kind));

        for (var length = 0; length < encoded.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() =>
                ContributionCodec.Decode(encoded.AsSpan(0, length))
            );
        }
    }

    [Fact]
    public void Bytes_too_many_and_other_versions_are_refused()
    {
        var encoded = ContributionCodec.Encode(Example("evaluation"));
        byte[] newer = [3, .. encoded[1..]];

        Assert.Throws<InvalidDataException>(() => ContributionCodec.Decode([.. encoded, 0]));
        Assert.Contains(
            "version 3",
            Assert.Throws<InvalidDataException>(() => ContributionCodec.Decode(newer)).Message
        );
    }

    [Fact]
    public void A_count_that_the_bytes_cannot_hold_is_refused_before_memory_is_taken()
    {
        // Version, evaluation, domain "", run "", then 2^40 ranges.
        byte[] bytes = [1, 3, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];

        Assert.Throws<InvalidDataException>(() => ContributionCodec.Decode(bytes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_bytes_never_do_worse_than_be_refused(string kind)
    {
        var random = new Random(11);
        var encoded = ContributionCodec.Encode(Example(kind));
        for (var trial = 0; trial < 20_000; trial++)
        {
            var damaged = encoded.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var fault = Record.Exception(() => ContributionCodec.Decode(damaged));
            Assert.True(fault is null or InvalidDataException, fault?.ToString());
        }
    }

    private static Contribution Example(string kind) =>
        kind switch
        {
            "metadata" => new RunMetadataContribution(
                new RunMetadata
                {
                    Run = "r",
                    Domain = "d",
                    Family = "transformer",
                    Parameters = 82_944,
                    TotalParameters = 100_000,
                    Architecture = "transformer",
                    Layers = 3,
                    ModelWidth = 48,
                    ContextLength = 128,
                    VocabularySize = 256,
                    TokensPerStep = 2048,
                    TotalSteps = 2560,
                    WarmupSteps = 102,
                    PeakLearningRate = 0.004,
                    Schedule = "cosine",
                    Unit = LossUnit.BitsPerByte,
                    BytesPerToken = 0.625,
                    Seed = -7,
                    StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                }
            )
            {
                Domain = "d",
                Run = "r",
                Coverage = Coverage.None,
            },
            "bare metadata" => new RunMetadataContribution(
                new RunMetadata
                {
                    Run = "r",
                    Domain = "d",
                    Family = "f",
                    Parameters = 1,
                    Unit = LossUnit.Nats,
                }
            )
            {
                Domain = "d",
                Run = "r",
                Coverage = Coverage.None,
            },
            "training" => new TrainingContribution(
                new TrainingSeries
                {
                    Step = [1, 2, 5],
                    Tokens = [10, 20, long.MaxValue],
                    Loss = [5.5, double.NaN, 0],
                    LearningRate = [1e-3f, 2e-3f, float.NaN],
                    GradientNorm = [1, float.PositiveInfinity, 3],
                    ElapsedSeconds = [float.NaN, float.NaN, float.NaN],
                }
            )
            {
                Domain = "d",
                Run = "ü",
                Coverage = Coverage.Of([1, 2, 5]),
            },
            _ => new EvaluationContribution(
                new EvaluationCheckpoint
                {
                    Set = "held-out",
                    Step = 2560,
                    NonFinite = 3,
                    All = Statistics(1.5),
                    Profile = new PositionProfile([Statistics(0.1), default, Statistics(-0.0)]),
                    SequenceLosses = new SequenceLosses(120, [1, 0, 382, 1]),
                }
            )
            {
                Domain = "d",
                Run = "r",
                Coverage = new Coverage([
                    (long.MinValue, -4),
                    (0, 383),
                    (long.MaxValue, long.MaxValue),
                ]),
            },
        };

    private static LossStatistics Statistics(double seed) =>
        new()
        {
            Sum = seed,
            SumOfSquares = seed / 3,
            Tokens = 49_152,
            Sequences = 384,
            SequenceSquares = seed * 7,
            SequenceProducts = seed * 11,
            SequenceTokenSquares = 6_291_456,
        };
}
