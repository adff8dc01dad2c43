using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads what a run declares about itself (<c>run.json</c>). Fields it does not know are left alone.</summary>
public static class RunDeclarationReader
{
    /// <summary>The largest declaration that is read, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private const long MostParameters = 1_000_000_000_000_000;
    private const long MostSteps = 1_000_000_000_000;

    /// <param name="json">UTF-8, with or without a byte-order mark.</param>
    /// <param name="match">What the blob's name says of the run.</param>
    /// <param name="file">What the declaration is called in messages.</param>
    /// <exception cref="HalfWrittenException">The text ends too early.</exception>
    /// <exception cref="LogContentException">The first fault, as one sentence.</exception>
    public static Decoded Read(ReadOnlyMemory<byte> json, MetadataMatch match, string file)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        using var fields = Declaration.Parse(json, file);
        RequireSame(fields, file, "run_id", match.Run, "the folder it lies in");
        RequireSame(fields, file, "domain", match.Domain, "the definition that reads it");
        var run = new RunMetadata
        {
            Run = match.Run,
            Domain = match.Domain,
            Family =
                match.Definition.Family.Fill(fields.Any, out var missing)
                ?? throw new LogContentException(
                    $"{file} has no '{missing}', which the family '{match.Definition.Family}' is named by."
                ),
            Parameters =
                fields.WholeNumber("n_params", 1, MostParameters)
                ?? throw new LogContentException(
                    $"{file} has no 'n_params', the number of non-embedding parameters."
                ),
            TotalParameters = fields.WholeNumber("n_params_total", 1, MostParameters),
            Architecture = fields.Text("architecture"),
            Layers = (int?)fields.WholeNumber("n_layer", 1, 1_000_000),
            ModelWidth = (int?)fields.WholeNumber("d_model", 1, int.MaxValue),
            ContextLength = (int?)fields.WholeNumber("n_ctx", 1, int.MaxValue),
            VocabularySize = (int?)fields.WholeNumber("vocab_size", 1, int.MaxValue),
            TokensPerStep = fields.WholeNumber("tokens_per_step", 1, 1_000_000_000_000),
            TotalSteps = fields.WholeNumber("total_steps", 1, MostSteps),
            WarmupSteps = fields.WholeNumber("warmup_steps", 0, MostSteps),
            PeakLearningRate = fields.Positive("learning_rate"),
            Schedule = fields.Text("schedule"),
            Unit = ReadUnit(fields, match.Definition, file),
            BytesPerToken = fields.Positive("bytes_per_token"),
            Seed = fields.WholeNumber("seed", long.MinValue, long.MaxValue),
            StartedAt = fields.Moment("started_at"),
        };
        RequireConversion(run, file);
        return new Decoded(
            new RunMetadataContribution(run)
            {
                Domain = match.Domain,
                Run = match.Run,
                Coverage = Coverage.None,
            },
            Rows: 0
        );
    }

    private static LossUnit ReadUnit(Declaration fields, PipelineDefinition definition, string file)
    {
        if (fields.Text("loss_unit") is { } name)
        {
            return LossConversion.TryParse(name, out var unit)
                ? unit
                : throw new LogContentException(
                    $"{file}: unknown 'loss_unit' '{name}'{Suggestion.For(name, [.. LossConversion.KnownNames])}"
                );
        }

        return definition.LossUnit
            ?? throw new LogContentException(
                $"{file} has no 'loss_unit', and {definition.File} gives none: declare one of {string.Join(", ", LossConversion.KnownNames)}."
            );
    }

    private static void RequireSame(
        Declaration fields,
        string file,
        string field,
        string expected,
        string where
    )
    {
        if (
            fields.Text(field) is { } declared
            && !string.Equals(declared, expected, StringComparison.Ordinal)
        )
        {
            throw new LogContentException(
                $"{file} is mislabelled: its '{field}' is '{declared}', but {where} is '{expected}'."
            );
        }
    }

    private static void RequireConversion(RunMetadata run, string file)
    {
        try
        {
            _ = run.Conversion;
        }
        catch (ArgumentException fault)
        {
            throw new LogContentException($"{file}: {fault.Message}.", fault);
        }
    }
}
