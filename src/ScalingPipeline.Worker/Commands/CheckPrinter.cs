using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary>What <c>definition check</c> tells people: a line for each kind of file with a count and an example, or for each file.</summary>
internal static class CheckPrinter
{
    /// <summary>Files that nothing takes, runs without a declaration: the most of each that are named where not all are wanted.</summary>
    private const int MostNamed = 5;

    public static void Print(IAnsiConsole console, DefinitionReport report, bool all)
    {
        var most = all ? int.MaxValue : MostNamed;
        if (all)
        {
            foreach (var file in report.Files)
            {
                Line(console, Sentence(file));
            }
        }
        else
        {
            Kinds(console, report);
            Some(console, report.Files.Where(f => f.Match is null), most, "files", Sentence);
        }

        foreach (var sample in report.Columns)
        {
            Line(console, $"Columns of {sample.Name}: {sample.Columns.Sentence}");
        }

        Some(
            console,
            report.Undeclared,
            most,
            "runs without a declaration",
            run =>
                $"Run {run.Run} of {run.Domain} has no declaration here: its logs would wait for it."
        );
        foreach (var problem in report.Problems)
        {
            Line(console, problem);
        }

        Line(
            console,
            report.Files.Count == 0
                ? "There are no logs here."
                : $"{report.Taken:#,0} of {report.Files.Count:#,0} files would be taken."
        );
    }

    /// <summary>The files that are taken, by the pattern that takes them.</summary>
    private static void Kinds(IAnsiConsole console, DefinitionReport report)
    {
        foreach (
            var kind in report
                .Files.Where(file => file.Match is not null)
                .GroupBy(file => (file.Match!.File, file.Match.Pattern))
        )
        {
            Line(
                console,
                kind.Count() == 1
                    ? Sentence(kind.First())
                    : $"{kind.Count():#,0} files by '{kind.Key.Pattern}' of {kind.Key.File}, as {Sentence(kind.First())}"
            );
        }
    }

    private static string Sentence(CheckedFile file) =>
        file.Match is { } match
            ? $"{file.Name}: {match.What} of run {match.Run} in {match.Domain}, by {match.File}"
            : $"{file.Name}: not taken. {file.Reason}";

    private static void Some<T>(
        IAnsiConsole console,
        IEnumerable<T> items,
        int most,
        string what,
        Func<T, string> sentence
    )
    {
        var found = items.ToArray();
        foreach (var item in found.Take(most))
        {
            Line(console, sentence(item));
        }

        if (found.Length > most)
        {
            Line(console, $"and {found.Length - most:#,0} more {what}; --all tells of each.");
        }
    }

    private static void Line(IAnsiConsole console, string text) =>
        console.Write(new Text(Visible.Text(text) + "\n"));
}
