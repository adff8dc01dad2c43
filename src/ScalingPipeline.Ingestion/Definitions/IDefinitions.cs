namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Where the definitions in force come from.</summary>
public interface IDefinitions
{
    /// <summary>The definitions as they are now; read again by every pass.</summary>
    DefinitionSet Current();
}

/// <summary>The definitions of a folder: a file that is added or edited is in force from the next pass on.</summary>
public sealed class DefinitionFolder(string folder) : IDefinitions
{
    public DefinitionSet Current() => DefinitionSet.ReadFolder(folder);
}
