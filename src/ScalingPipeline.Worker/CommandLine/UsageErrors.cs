using System.CommandLine;
using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Says in one sentence what is wrong with a command line, and where to read on.</summary>
internal static class UsageErrors
{
    public static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = string.Join(
            ' ',
            command.Parents.OfType<Command>().Select(c => c.Name).Reverse().Append(command.Name)
        );
        return $"{Mistyped(parsed, command) ?? OneLine(parsed.Errors[0].Message)} See: {path} --help";
    }

    private static string? Mistyped(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens is not [var token, ..])
        {
            return null;
        }

        var isOption = token.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(SharedOptions.All).Select(o => o.Name).ToArray()
            : [.. command.Subcommands.Select(c => c.Name)];
        var kind = isOption ? "option" : "command";
        return known.Length == 0
            ? $"'{token}' is one argument too many."
            : $"'{token}' is not a {kind}{Suggestion.For(token, known)}";
    }

    private static string OneLine(string message) =>
        string.Join(
            ' ',
            message.Split(
                (char[])['\n', '\r', '\t'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        );
}
