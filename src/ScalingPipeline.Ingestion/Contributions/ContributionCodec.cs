using System.Security.Cryptography;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>
/// The stored form of a contribution: little endian, the same bytes for the same content on every machine. It says nothing of
/// the blob it came from, so that copies of a log have equal hashes.
/// </summary>
public static class ContributionCodec
{
    private const byte Version = 1;

    private enum Kind : byte
    {
        Metadata = 1,
        Training = 2,
        Evaluation = 3,
    }

    public static byte[] Encode(Contribution contribution)
    {
        var writer = new ContributionWriter();
        writer.Byte(Version);
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
                break;
            default:
                throw new ArgumentException(
                    $"No stored form for {contribution.GetType().Name}.",
                    nameof(contribution)
                );
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not an encoded contribution, or of another version.</exception>
    public static Contribution Decode(ReadOnlySpan<byte> encoded)
    {
        var reader = new ContributionReader(encoded);
        var version = reader.Byte();
        if (version != Version)
        {
            throw new InvalidDataException(
                $"A stored contribution has format version {version}; this build reads version {Version}."
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
            Kind.Evaluation => new EvaluationContribution(EvaluationCodec.Read(ref reader))
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

    /// <summary>SHA-256 of an encoded contribution, lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> encoded) =>
        Convert.ToHexStringLower(SHA256.HashData(encoded));

    private static void Begin(ContributionWriter writer, Kind kind, Contribution contribution)
    {
        writer.Byte((byte)kind);
        writer.Text(contribution.Domain);
        writer.Text(contribution.Run);
        CoverageCodec.Write(writer, contribution.Coverage);
    }
}
