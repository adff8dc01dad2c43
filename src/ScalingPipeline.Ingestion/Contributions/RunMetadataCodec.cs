using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Contributions;

internal static class RunMetadataCodec
{
    public static void Write(ContributionWriter writer, RunMetadata run)
    {
        writer.Text(run.Family);
        writer.Integer(run.Parameters);
        writer.Optional(run.TotalParameters, writer.Integer);
        writer.OptionalText(run.Architecture);
        writer.Optional((long?)run.Layers, writer.Integer);
        writer.Optional((long?)run.ModelWidth, writer.Integer);
        writer.Optional((long?)run.ContextLength, writer.Integer);
        writer.Optional((long?)run.VocabularySize, writer.Integer);
        writer.Optional(run.TokensPerStep, writer.Integer);
        writer.Optional(run.TotalSteps, writer.Integer);
        writer.Optional(run.WarmupSteps, writer.Integer);
        writer.Optional(run.PeakLearningRate, writer.Real);
        writer.OptionalText(run.Schedule);
        writer.Text(run.Unit.ToString());
        writer.Optional(run.BytesPerToken, writer.Real);
        writer.Optional(run.Seed, writer.Integer);
        writer.Optional(run.StartedAt?.UtcTicks, writer.Integer);
    }

    public static RunMetadata Read(ref ContributionReader reader, string domain, string run) =>
        new()
        {
            Domain = domain,
            Run = run,
            Family = reader.Text(),
            Parameters = reader.Integer(),
            TotalParameters = reader.OptionalInteger(),
            Architecture = reader.OptionalText(),
            Layers = reader.OptionalInt32(),
            ModelWidth = reader.OptionalInt32(),
            ContextLength = reader.OptionalInt32(),
            VocabularySize = reader.OptionalInt32(),
            TokensPerStep = reader.OptionalInteger(),
            TotalSteps = reader.OptionalInteger(),
            WarmupSteps = reader.OptionalInteger(),
            PeakLearningRate = reader.OptionalReal(),
            Schedule = reader.OptionalText(),
            Unit = ReadUnit(ref reader),
            BytesPerToken = reader.OptionalReal(),
            Seed = reader.OptionalInteger(),
            StartedAt = ReadMoment(ref reader),
        };

    // By name, so that reordering the enumeration cannot change what stored bytes mean.
    private static LossUnit ReadUnit(ref ContributionReader reader)
    {
        var name = reader.Text();
        return Enum.TryParse<LossUnit>(name, out var unit)
            ? unit
            : throw ContributionReader.Broken($"has the unknown loss unit '{name}'");
    }

    private static DateTimeOffset? ReadMoment(ref ContributionReader reader)
    {
        var ticks = reader.OptionalInteger();
        return ticks switch
        {
            null => null,
            >= 0 when ticks <= DateTimeOffset.MaxValue.Ticks => new DateTimeOffset(
                ticks.Value,
                TimeSpan.Zero
            ),
            _ => throw ContributionReader.Broken($"has the moment {ticks}"),
        };
    }
}
