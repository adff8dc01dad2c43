using System.Globalization;
using Spectre.Console;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>What a command prints: results on stdout, progress and errors on stderr.</summary>
public sealed class Terminal(bool json)
{
    private readonly IAnsiConsole _console = Console(
        System.Console.Out,
        System.Console.IsOutputRedirected
    );
    private readonly IAnsiConsole _error = Console(
        System.Console.Error,
        System.Console.IsErrorRedirected
    );

    /// <summary>True when the user asked for one JSON document on stdout.</summary>
    public bool Json { get; } = json;

    /// <summary>Progress is shown to people at a terminal only.</summary>
    public IAnsiConsole? Progress => System.Console.IsErrorRedirected ? null : _error;

    /// <summary>Prints the JSON document, or what <paramref name="forPeople"/> prints.</summary>
    public void Write(object document, Action<IAnsiConsole> forPeople)
    {
        if (Json)
        {
            System.Console.Out.WriteLine(JsonOutput.Serialize(document));
        }
        else
        {
            forPeople(_console);
        }
    }

    /// <summary>A line for people, next to the result: on stderr, so that stdout stays one document.</summary>
    public void Note(string sentence) => _error.WriteLine(sentence);

    /// <summary>A table with right-aligned numbers that fits the terminal.</summary>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var numeric = column.StartsWith('>');
            var header = new TableColumn(
                new Text(numeric ? column[1..] : column, new Style(decoration: Decoration.Bold))
            );
            table.AddColumn(numeric ? header.RightAligned().NoWrap() : header);
        }

        return table;
    }

    /// <summary>How wide a text is that goes into a file or a pipe: as <c>COLUMNS</c> says, else for a wide window.</summary>
    private static int Columns() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("COLUMNS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var columns
        )
            ? Math.Clamp(columns, 20, 10_000)
            : 200;

    private static IAnsiConsole Console(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            }
        );
        console.Pipeline.Attach(new VisibleHook());
        if (redirected)
        {
            console.Profile.Width = Columns();
        }

        return console;
    }
}
