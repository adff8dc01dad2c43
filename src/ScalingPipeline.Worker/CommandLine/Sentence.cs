namespace ScalingPipeline.Worker.CommandLine;

/// <summary>What is told ends as a sentence does.</summary>
internal static class Sentence
{
    /// <summary>The text with a full stop, unless it has an end of its own.</summary>
    public static string Closed(string text) => text is [.., '.' or '?' or '!'] ? text : $"{text}.";
}
