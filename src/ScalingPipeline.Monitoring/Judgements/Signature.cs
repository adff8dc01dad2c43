namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>Who judged, when and why.</summary>
public sealed record Signature
{
    private Signature(string author, string comment, DateTimeOffset at) =>
        (Author, Comment, At) = (author, comment, at);

    public string Author { get; }

    public string Comment { get; }

    public DateTimeOffset At { get; }

    /// <exception cref="JudgementException">Author or comment are missing or too long.</exception>
    public static Signature Of(string? author, string? comment, DateTimeOffset at) =>
        new(Text(author, "An author"), Text(comment, "A comment"), at);

    private static string Text(string? text, string what) =>
        string.IsNullOrWhiteSpace(text)
            ? throw new JudgementException($"{what} is missing.")
            : JudgementException.IfTooLong(text.Trim(), what);
}
