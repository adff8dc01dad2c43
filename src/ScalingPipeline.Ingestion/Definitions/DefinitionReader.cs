using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Reads one definition file; anything it does not know is refused, so that a typo cannot go unseen.</summary>
public static class DefinitionReader
{
    private const int Version = 1;
    private const int LongestContext = 1 << 24;

    // ln of the largest vocabulary that a 64-bit number counts.
    private const double MostEntropy = 44.4;

    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <exception cref="DefinitionException">The first fault, as one sentence with file and line.</exception>
    public static PipelineDefinition Read(string file, string yaml)
    {
        var root = new DefinitionMapping(
            file,
            DefinitionYaml.Parse(file, yaml, YamlBounds.MostBytes),
            "the definition",
            "version",
            "domain",
            "description",
            "family",
            "reference_context",
            "loss_unit",
            "metadata",
            "training",
            "evaluations"
        );
        if (root.WholeNumber("version", 0, int.MaxValue) is not Version)
        {
            throw root.Fault(
                "version",
                $"this build reads definitions of version {Version}: write 'version: {Version}'"
            );
        }

        var definition = new PipelineDefinition
        {
            File = file,
            Domain = root.RequiredText("domain"),
            Description = root.Text("description"),
            Family =
                root.Parsed("family", FamilyTemplate.Parse)
                ?? FamilyTemplate.Parse("{architecture}"),
            ReferenceContext = root.WholeNumber("reference_context", 0, LongestContext) ?? 0,
            LossUnit = ReadUnit(root),
            Metadata = ReadPattern(root, "metadata"),
            Training = ReadTraining(root),
            Evaluations = ReadEvaluations(root),
            Hash = "",
        };
        return definition with { Hash = DefinitionHash.Of(definition) };
    }

    private static LossUnit? ReadUnit(DefinitionMapping root)
    {
        if (root.Text("loss_unit") is not { } name)
        {
            return null;
        }

        return LossConversion.TryParse(name, out var unit)
            ? unit
            : throw root.Fault(
                "loss_unit",
                $"unknown loss unit '{name}'{Suggestion.For(name, [.. LossConversion.KnownNames])}"
            );
    }

    private static TrainingDefinition? ReadTraining(DefinitionMapping root)
    {
        if (root.Mapping("training", "path", "columns") is not { } training)
        {
            return null;
        }

        var defaults = new TrainingColumns();
        var columns = training.Mapping(
            "columns",
            "step",
            "tokens",
            "loss",
            "learning_rate",
            "gradient_norm",
            "elapsed_seconds"
        );
        return new TrainingDefinition(
            ReadPattern(training, "path"),
            new TrainingColumns
            {
                Step = columns?.Text("step") ?? defaults.Step,
                Tokens = columns?.Text("tokens") ?? defaults.Tokens,
                Loss = columns?.Text("loss") ?? defaults.Loss,
                LearningRate = columns?.Text("learning_rate") ?? defaults.LearningRate,
                GradientNorm = columns?.Text("gradient_norm") ?? defaults.GradientNorm,
                ElapsedSeconds = columns?.Text("elapsed_seconds") ?? defaults.ElapsedSeconds,
            }
        );
    }

    private static List<EvaluationDefinition> ReadEvaluations(DefinitionMapping root)
    {
        var sets = new List<EvaluationDefinition>();
        foreach (
            var item in root.Mappings(
                "evaluations",
                "set",
                "primary",
                "path",
                "columns",
                "first_token_entropy"
            )
        )
        {
            var evaluation = ReadEvaluation(item);
            if (sets.Exists(s => string.Equals(s.Set, evaluation.Set, StringComparison.Ordinal)))
            {
                throw item.Fault("set", $"the evaluation set '{evaluation.Set}' is defined twice");
            }

            sets.Add(evaluation);
        }

        return sets.Count(s => s.Primary) switch
        {
            1 => sets,
            0 when sets.Count == 1 => [sets[0] with { Primary = true }],
            var primaries => throw root.Fault(
                "evaluations",
                $"{primaries} evaluation sets are 'primary: true'; the laws are fitted to exactly one"
            ),
        };
    }

    private static EvaluationDefinition ReadEvaluation(DefinitionMapping item)
    {
        var defaults = new EvaluationColumns();
        var columns = item.Mapping("columns", "sequence", "position", "loss", "losses");
        var path = ReadPattern(item, "path");
        if (!path.Captures("step"))
        {
            throw item.Fault(
                "path",
                $"the pattern '{path}' does not say where the step is: write {{step}}"
            );
        }

        return new EvaluationDefinition(
            item.RequiredText("set"),
            item.Flag("primary"),
            path,
            new EvaluationColumns
            {
                Sequence = columns?.Text("sequence") ?? defaults.Sequence,
                Position = columns?.Text("position") ?? defaults.Position,
                Loss = columns?.Text("loss") ?? defaults.Loss,
                Losses = columns?.Text("losses") ?? defaults.Losses,
            },
            item.Number("first_token_entropy", 0.01, MostEntropy)
        );
    }

    private static BlobPattern ReadPattern(DefinitionMapping mapping, string key) =>
        mapping.Parsed(key, BlobPattern.Parse) ?? throw mapping.Missing(key);
}
