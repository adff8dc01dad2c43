namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>What somebody wanted to say of an alert or a run cannot be taken; the message is one sentence for them.</summary>
public sealed class JudgementException : Exception
{
    private const int MostCharacters = 500;

    public JudgementException() { }

    public JudgementException(string message)
        : base(message) { }

    public JudgementException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>It speaks of something that is not there.</summary>
    public bool IsUnknown { get; init; }

    internal static string IfTooLong(string text, string what) =>
        text.Length > MostCharacters
            ? throw new JudgementException($"{what} has at most {MostCharacters} characters.")
            : text;
}
