namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>The definitions in force, and one sentence for each that was left out.</summary>
public sealed class DefinitionSet
{
    private DefinitionSet(
        IReadOnlyList<PipelineDefinition> definitions,
        IReadOnlyList<string> problems
    )
    {
        Definitions = definitions;
        Problems = problems;
    }

    /// <summary>Ordered by domain (ordinal).</summary>
    public IReadOnlyList<PipelineDefinition> Definitions { get; }

    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reads every file; one that is faulty, or defines a domain a second time, is left out with a sentence.</summary>
    /// <param name="files">Name and content of each file.</param>
    public static DefinitionSet Read(IEnumerable<(string File, string Yaml)> files)
    {
        var definitions = new SortedDictionary<string, PipelineDefinition>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (file, yaml) in files.OrderBy(f => f.File, StringComparer.Ordinal))
        {
            try
            {
                var definition = DefinitionReader.Read(file, yaml);
                if (!definitions.TryAdd(definition.Domain, definition))
                {
                    problems.Add(
                        $"{file}: the domain '{definition.Domain}' is already defined by {definitions[definition.Domain].File}; this file is left out."
                    );
                }
            }
            catch (DefinitionException fault)
            {
                problems.Add(fault.Message);
            }
        }

        return new DefinitionSet([.. definitions.Values], problems);
    }

    /// <summary>Reads every <c>*.yaml</c> and <c>*.yml</c> file of a folder (not of folders in it).</summary>
    public static DefinitionSet ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new DefinitionSet(
                [],
                [$"The folder of pipeline definitions '{folder}' does not exist."]
            );
        }

        var files = Directory
            .EnumerateFiles(folder)
            .Where(path => Path.GetExtension(path) is ".yaml" or ".yml")
            .Select(path => (Path.GetFileName(path), ReadBounded(path)))
            .ToList();
        return files.Count > 0
            ? Read(files)
            : new DefinitionSet(
                [],
                [$"The folder of pipeline definitions '{folder}' holds no .yaml file."]
            );
    }

    // One character more than is allowed is enough to be refused: no more of it comes into memory.
    private static string ReadBounded(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[YamlBounds.MostBytes + 1];
        return new string(text, 0, reader.ReadBlock(text));
    }

    /// <summary>Everything that a blob's name says, by every definition that it matches: none for a foreign blob, more than one when definitions overlap.</summary>
    public IReadOnlyList<BlobMatch> Match(string name)
    {
        var matches = new List<BlobMatch>();
        foreach (var definition in Definitions)
        {
            if (definition.Metadata.Match(name) is { } declaration)
            {
                matches.Add(new MetadataMatch(definition, declaration));
            }

            if (definition.Training?.Path.Match(name) is { } part)
            {
                matches.Add(new TrainingMatch(definition, part, definition.Training));
            }

            foreach (var evaluation in definition.Evaluations)
            {
                if (evaluation.Path.Match(name) is { } checkpoint)
                {
                    matches.Add(new EvaluationMatch(definition, checkpoint, evaluation));
                }
            }
        }

        return matches;
    }
}
