using System.Security.Cryptography;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>
/// The stored form of a contribution: little endian, the same bytes for the same content on every machine. It says nothing of
/// the blob it came from, so that copies of a log have equal hashes.
/// </summary>
public static class ContributionCodec
{
    private const byte Version = 2;

    /// <summary>Without how the sequences of an evaluation are spread. Still written where content is hashed, so that logs read by either version are known for copies.</summary>
    private const byte FirstVersion = 1;

    private enum Kind : byte
    {
        Metadata = 1,
        Training = 2,
        Evaluation = 3,
    }

    public static byte[] Encode(Contribution contribution) => Encode(contribution, Version);

    /// <exception cref="InvalidDataException">The bytes are not an encoded contribution, or of another version.</exception>
    public static Contribution Decode(ReadOnlySpan<byte> encoded)
    {
        var reader = new ContributionReader(encoded);
        var version = reader.Byte();
        if (version is not (FirstVersion or Version))
        {
            throw new InvalidDataException(
                $"A stored contribution has format version {version}; this build reads versions {FirstVersion} and {Version}."
            );
        }

        var kind = (Kind)reader.Byte();
        var domain = reader.Text();
        var run = reader.Text();
        var coverage = CoverageCodec.Read(ref reader);
        Contribution contribution = kind switch
        {
            Kind.Metadata => new RunMetadataContribution(
                RunMetadataCodec.Read(ref reader, domain, run)
            )
            {
                Domain = domain,
                Run = run,
                Coverage = coverage,
            },
            Kind.Training => new TrainingContribution(TrainingSeriesCodec.Read(ref reader))
            {
                Domain = domain,
                Run = run,
                Coverage = coverage,
            },
            Kind.Evaluation => new EvaluationContribution(ReadEvaluation(ref reader, version))
            {
                Domain = domain,
                Run = run,
                Coverage = coverage,
            },
            _ => throw new InvalidDataException(
                $"A stored contribution is of the unknown kind {(byte)kind}."
            ),
        };
        reader.ExpectEnd();
        return contribution;
    }

    /// <summary>SHA-256 of what a contribution says of its losses, lower-case hex: of its form in version 1.</summary>
    public static string Hash(Contribution contribution) =>
        Convert.ToHexStringLower(SHA256.HashData(Encode(contribution, FirstVersion)));

    private static byte[] Encode(Contribution contribution, byte version)
    {
        var writer = new ContributionWriter();
        writer.Byte(version);
        switch (contribution)
        {
            case RunMetadataContribution metadata:
                Begin(writer, Kind.Metadata, contribution);
                RunMetadataCodec.Write(writer, metadata.Metadata);
                break;
            case TrainingContribution training:
                Begin(writer, Kind.Training, contribution);
                TrainingSeriesCodec.Write(writer, training.Series);
                break;
            case EvaluationContribution evaluation:
                Begin(writer, Kind.Evaluation, contribution);
                EvaluationCodec.Write(writer, evaluation.Checkpoint);
                if (version > FirstVersion)
                {
                    EvaluationCodec.WriteSequences(writer, evaluation.Checkpoint.SequenceLosses);
                }

                break;
            default:
                throw new ArgumentException(
                    $"No stored form for {contribution.GetType().Name}.",
                    nameof(contribution)
                );
        }

        return writer.ToArray();
    }

    private static EvaluationCheckpoint ReadEvaluation(ref ContributionReader reader, byte version)
    {
        var checkpoint = EvaluationCodec.Read(ref reader);
        return version > FirstVersion
            ? checkpoint with
            {
                SequenceLosses = EvaluationCodec.ReadSequences(ref reader),
            }
            : checkpoint;
    }

    private static void Begin(ContributionWriter writer, Kind kind, Contribution contribution)
    {
        writer.Byte((byte)kind);
        writer.Text(contribution.Domain);
        writer.Text(contribution.Run);
        CoverageCodec.Write(writer, contribution.Coverage);
    }
}
