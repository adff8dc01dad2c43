namespace ScalingPipeline.Worker.Doctoring;

/// <summary>How bad it is.</summary>
internal enum Grade
{
    Ok,

    /// <summary>It works, perhaps not as was meant.</summary>
    Warning,

    /// <summary>The service would not start, or would not do its work.</summary>
    Error,
}

/// <summary>What a check found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Grade">How bad it is.</param>
/// <param name="Found">One sentence.</param>
/// <param name="Mend">What to do; null when there is nothing to do.</param>
internal sealed record Finding(string Check, Grade Grade, string Found, string? Mend = null)
{
    public static Finding Ok(string check, string found) => new(check, Grade.Ok, found);

    public static Finding Warning(string check, string found, string mend) =>
        new(check, Grade.Warning, found, mend);

    public static Finding Error(string check, string found, string mend) =>
        new(check, Grade.Error, found, mend);
}
