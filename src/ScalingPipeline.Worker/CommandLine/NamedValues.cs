using System.CommandLine;
using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Values that are names out of a list: completed, and answered with the nearest one when mistyped.</summary>
internal static class NamedValues
{
    /// <summary>Takes only names of a list, upper and lower case alike where <paramref name="comparer"/> says so.</summary>
    public static void MustBeOneOf<T>(
        this Option<T> option,
        IReadOnlyList<string> names,
        StringComparer? comparer = null
    )
    {
        option.CompletionSources.Add([.. names]);
        option.Validators.Add(result =>
        {
            var wrong = result
                .Tokens.Select(token => token.Value)
                .FirstOrDefault(value =>
                    !names.Contains(value, comparer ?? StringComparer.Ordinal)
                );
            if (wrong is not null)
            {
                result.AddError(Refusal(option.Name, wrong, names));
            }
        });
    }

    /// <summary>The same of an argument.</summary>
    public static void MustBeOneOf(this Argument<string> argument, IReadOnlyList<string> names)
    {
        argument.CompletionSources.Add([.. names]);
        argument.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token, ..]
                && !names.Contains(token.Value, StringComparer.Ordinal)
            )
            {
                result.AddError(Refusal(argument.Name, token.Value, names));
            }
        });
    }

    /// <summary>One sentence: that there is no domain of that name with committed logs, and which was meant.</summary>
    public static string NoDomain(string wanted, IReadOnlyCollection<string> known) =>
        known.Count == 0
            ? $"There is no domain '{wanted}': no log is committed yet. Run: scaling-pipeline ingest FOLDER"
            : Sentence.Closed(
                $"There is no domain '{wanted}' with committed logs{Suggestion.For(wanted, known)}"
            );

    private static string Refusal(string name, string wrong, IReadOnlyList<string> names) =>
        $"{name}: there is no '{wrong}'{Suggestion.For(wrong, names)}";
}
