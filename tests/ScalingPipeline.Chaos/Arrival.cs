namespace ScalingPipeline.Chaos;

/// <summary>One thing that happens to a blob.</summary>
internal abstract record Arrival(string Name)
{
    public sealed record Upload(string Name, byte[] Content, string Kind) : Arrival(Name);

    public sealed record Delete(string Name, string Kind) : Arrival(Name);

    /// <summary>Copied to a name and deleted under the old one.</summary>
    public sealed record Rename(string From, string Name, byte[] Content) : Arrival(Name);
}
