namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>The pattern that a name which no definition matches comes nearest to.</summary>
/// <param name="Definition">Whose pattern it is.</param>
/// <param name="Pattern">As written.</param>
/// <param name="Reason">Why the name does not match it, in words without a full stop.</param>
public sealed record NearestPattern(PipelineDefinition Definition, string Pattern, string Reason)
{
    /// <summary>Null when there are no definitions.</summary>
    public static NearestPattern? To(string name, DefinitionSet definitions) =>
        definitions
            .Definitions.SelectMany(d => d.Patterns, (definition, pattern) => (definition, pattern))
            .Select(p => (p.definition, p.pattern, Miss: p.pattern.Miss(name)))
            .OrderByDescending(p => p.Miss.Nearness)
            .Select(p => new NearestPattern(p.definition, p.pattern.Text, p.Miss.Reason))
            .FirstOrDefault();

    /// <summary>The nearest pattern as a sentence.</summary>
    public override string ToString() =>
        $"The nearest is '{Pattern}' of {Definition.File}, but {Reason}.";
}
