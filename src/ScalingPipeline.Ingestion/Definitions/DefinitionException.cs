namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>A pipeline definition was refused. The message is one sentence with file and line.</summary>
public sealed class DefinitionException(string file, long line, string fault)
    : Exception($"{file}, line {line}: {fault}.")
{
    public string File { get; } = file;

    /// <summary>1-based.</summary>
    public long Line { get; } = line;
}
