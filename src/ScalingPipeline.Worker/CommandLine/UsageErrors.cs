using System.CommandLine;
using System.CommandLine.Parsing;
using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Says in one sentence what is wrong with a command line, and where to read on.</summary>
internal static class UsageErrors
{
    /// <returns>Null when nothing is wrong.</returns>
    public static string? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var fault =
            MistypedOption(parsed, command)
            ?? (parsed.Errors.Count == 0 ? null : Unmatched(parsed, command))
            ?? (parsed.Errors is [var error, ..] ? OneLine(Words(error)) : null);
        return fault is null
            ? null
            : $"{Sentence.Closed(fault)} See: {string.Join(' ', Path(command))} --help";
    }

    /// <summary>The names of a command and those that it is below.</summary>
    public static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Path).Append(command.Name);

    /// <summary>An option that there is not was taken for an argument, or for nothing.</summary>
    private static string? MistypedOption(ParseResult parsed, Command command)
    {
        var literal = parsed
            .Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)
            .Select(token => token.Value)
            .ToHashSet(StringComparer.Ordinal);
        var mistyped = parsed
            .CommandResult.Tokens.Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(token =>
                token.StartsWith("--", StringComparison.Ordinal) && !literal.Contains(token)
            );
        return mistyped is null
            ? null
            : $"'{mistyped}' is not an option{Suggestion.For(mistyped, [.. command.Options.Concat(SharedOptions.All).Select(o => o.Name).Distinct(StringComparer.Ordinal)])}";
    }

    private static string? Unmatched(ParseResult parsed, Command command) =>
        parsed.UnmatchedTokens is not [var token, ..] ? null
        : command.Subcommands.Count == 0 ? $"'{token}' is one argument too many"
        : $"'{token}' is not a command{Suggestion.For(token, [.. command.Subcommands.Select(c => c.Name)])}";

    /// <summary>The parser tells of a value that it cannot read by a name out of the code.</summary>
    private static string Words(ParseError error)
    {
        var symbol = error.SymbolResult is ArgumentResult { Parent: OptionResult option }
            ? option
            : error.SymbolResult;
        return
            symbol is OptionResult { Option: var named, Tokens: [var token, ..] }
            && Nullable.GetUnderlyingType(named.ValueType) is var inner
            && (inner ?? named.ValueType) is { FullName: { } code } type
            && error.Message.Contains(code, StringComparison.Ordinal)
            ? $"{named.Name} is '{token.Value}': give {Wanted(type)}"
            : error.Message;
    }

    private static string Wanted(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}"
        : type == typeof(double) ? "a number"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(DateOnly) ? "a date, as in 2026-01-31"
        : "another value";

    private static string OneLine(string message) =>
        string.Join(
            ' ',
            message.Split(
                (char[])['\n', '\r', '\t'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        );
}
