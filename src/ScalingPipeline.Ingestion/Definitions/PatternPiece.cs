namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>A piece of a <see cref="BlobPattern"/>: literal text or, where that is empty, a placeholder.</summary>
/// <param name="Literal">The text that it takes.</param>
/// <param name="Name">What a placeholder is called; empty for <c>*</c>.</param>
internal sealed record PatternPiece(string Literal, string Name)
{
    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.Ordinal);

    /// <summary>Whether a placeholder may take this character.</summary>
    public bool Takes(char character) =>
        IsNamed("step") ? char.IsAsciiDigit(character) : character != '/';
}
