using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>
/// What nobody wants to hear of for a while. The alerts go through their lives as ever; no message about them is delivered until it ends.
/// </summary>
public sealed record Silence
{
    /// <summary>The longest that one lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public required string Id { get; init; }

    /// <summary>A name, or a pattern in which <c>*</c> stands for any characters.</summary>
    public required string Domain { get; init; }

    /// <inheritdoc cref="Domain"/>
    public required string Run { get; init; }

    /// <summary>One of <see cref="AlertCodes"/>, or a pattern as in <see cref="Domain"/>.</summary>
    public required string Code { get; init; }

    public required string Author { get; init; }

    public required string Comment { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>From this moment on it is over.</summary>
    public required DateTimeOffset Expiry { get; init; }

    /// <summary>A silence with an id of its own; patterns that are not given match everything.</summary>
    /// <exception cref="JudgementException">It has no author or comment, matches all that there is, or does not end within a year.</exception>
    public static Silence Of(
        string? domain,
        string? run,
        string? code,
        Signature signature,
        TimeSpan duration
    )
    {
        if (duration <= TimeSpan.Zero || duration > Longest)
        {
            throw new JudgementException(
                "A silence lasts longer than nothing and at most 365 days: say for how long, as in 90m, 8h or 3d."
            );
        }

        var patterns = new[] { domain, run, code }
            .Select(p => string.IsNullOrEmpty(p) ? "*" : JudgementException.IfTooLong(p, "A name"))
            .ToArray();
        if (patterns.All(p => p.All(c => c == '*')))
        {
            throw new JudgementException(
                "This would silence every alert: name a domain, a run or a code."
            );
        }

        return new Silence
        {
            Id = Guid.NewGuid().ToString("N")[..16],
            Domain = patterns[0],
            Run = patterns[1],
            Code = patterns[2],
            Author = signature.Author,
            Comment = signature.Comment,
            Start = signature.At,
            Expiry = signature.At + duration,
        };
    }

    public bool IsActive(DateTimeOffset now) => Start <= now && now < Expiry;

    public bool Matches(AlertDocument alert) =>
        Matches(Domain, alert.Domain) && Matches(Run, alert.Run) && Matches(Code, alert.Code);

    private static bool Matches(string pattern, string text)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return string.Equals(pattern, text, StringComparison.Ordinal);
        }

        var (first, last) = (pieces[0], pieces[^1]);
        if (
            text.Length < first.Length + last.Length
            || !text.StartsWith(first, StringComparison.Ordinal)
            || !text.EndsWith(last, StringComparison.Ordinal)
        )
        {
            return false;
        }

        var rest = text.AsSpan()[first.Length..^last.Length];
        foreach (var piece in pieces[1..^1])
        {
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
