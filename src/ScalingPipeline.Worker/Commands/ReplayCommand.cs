using System.CommandLine;
using System.Globalization;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>replay</c>: reads logs again that have been read.</summary>
public static class ReplayCommand
{
    private const int Page = 10_000;

    public static Command Create()
    {
        var location = LogLocation.Argument();
        var prefix = new Option<string>("--prefix")
        {
            Description = "Only logs whose names begin so",
            HelpName = "NAME",
            DefaultValueFactory = _ => "",
        };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only logs first seen then or later; UTC, unless it has an offset",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (
                    DateTimeOffset.TryParse(
                        result.Tokens[0].Value,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var time
                    )
                )
                {
                    return time;
                }

                result.AddError("--since is a time like 2026-01-31 or 2026-01-31T12:00+01:00.");
                return null;
            },
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Only tell which logs would be read",
        };
        var command = new Command(
            "replay",
            "Read logs of a folder or container again; what they gave counts until they have been read"
        )
        {
            location,
            prefix,
            since,
            dryRun,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(
                    parsed,
                    LogLocation.Checked(parsed.GetRequiredValue(location))
                );
                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                var (ledger, pass) = (workspace.Get<ILedger>(), workspace.Get<IngestionPass>());
                var begins = parsed.GetRequiredValue(prefix);
                var from = parsed.GetValue(since) ?? DateTimeOffset.MinValue;
                bool IsChosen(LedgerEntry entry) =>
                    entry.State != BlobState.Foreign
                    && entry.FirstSeen >= from
                    && entry.Blob.Name.StartsWith(begins, StringComparison.Ordinal);

                var chosen = await ChosenAsync(ledger, pass.Container, IsChosen, cancellationToken);
                if (chosen.Count == 0)
                {
                    throw new UserErrorException(
                        $"There is nothing to read again: the ledger has no such log of {pass.Container}."
                    );
                }

                if (parsed.GetValue(dryRun))
                {
                    terminal.Write(
                        new { Chosen = chosen.Select(ReplayedLog.Of), DryRun = true },
                        console => Print(console, chosen)
                    );
                    return;
                }

                var report = await PassReport.OfAsync(
                    await PassProgress.RunAsync(terminal, pass, cancellationToken, IsChosen),
                    ledger,
                    pass.Container,
                    cancellationToken
                );
                terminal.Write(
                    new
                    {
                        Chosen = chosen.Select(ReplayedLog.Of),
                        DryRun = false,
                        Ledger = report.Document,
                    },
                    report.Print
                );
            }
        );
        return command;
    }

    /// <summary>In the order of their names.</summary>
    private static async Task<IReadOnlyList<LedgerEntry>> ChosenAsync(
        ILedger ledger,
        string container,
        Func<LedgerEntry, bool> isChosen,
        CancellationToken cancellationToken
    )
    {
        var chosen = new List<LedgerEntry>();
        string? after = null;
        while (true)
        {
            var page = await ledger.PageAsync(container, after, Page, cancellationToken);
            if (page.Count == 0)
            {
                return chosen;
            }

            chosen.AddRange(page.Where(isChosen));
            after = page[^1].Blob.Name;
        }
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<LedgerEntry> chosen)
    {
        foreach (var entry in chosen)
        {
            console.WriteLine($"{entry.Blob.Name}: {LedgerWords.State(entry.State)}");
        }

        console.WriteLine(
            $"{chosen.Count:#,0} logs would be read again; nothing was read. Repeat it without --dry-run."
        );
    }

    private sealed record ReplayedLog(string Name, BlobState State, DateTimeOffset FirstSeen)
    {
        public static ReplayedLog Of(LedgerEntry entry) =>
            new(entry.Blob.Name, entry.State, entry.FirstSeen);
    }
}
