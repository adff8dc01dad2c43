namespace ScalingPipeline.Worker.Web;

/// <summary>One key to the page and the API; <c>scaling-pipeline api-key new</c> makes one.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>Who holds it; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key in hex: enough to know the key when it is shown.</summary>
    public string? Hash { get; set; }

    /// <summary>Instead of <see cref="Hash"/>: the key itself, at least 32 characters; a secret.</summary>
    public string? Key { get; set; }

    /// <summary>Whether it opens changing calls too. Default: false, reading only.</summary>
    public bool MayChange { get; set; }
}
