using System.CommandLine;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>forget</c>: removes what a container that is no longer watched has contributed.</summary>
public static class ForgetCommand
{
    public static Command Create()
    {
        var container = new Option<string>("--container")
        {
            Description = "Its path or URL as it was when it was read",
            HelpName = "PATH|URL",
            Required = true,
        };
        var yes = new Option<bool>("--yes")
        {
            Description = "Do it; without, only tell what would be removed",
        };
        var command = new Command(
            "forget",
            "Remove what a container that is no longer watched has contributed"
        )
        {
            container,
            yes,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var ledger = workspace.Get<ILedger>();
                var known = Meant(
                    parsed.GetRequiredValue(container),
                    await ledger.ContainersAsync(cancellationToken)
                );
                var totals = await ledger.TotalsAsync(known.Name, cancellationToken);
                var forgotten = parsed.GetValue(yes);
                if (forgotten)
                {
                    await ledger.ForgetAsync(known.Name, cancellationToken);
                }

                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    new
                    {
                        Container = known.Name,
                        known.Versions,
                        totals.Rows,
                        totals.Runs,
                        totals.Domains,
                        Forgotten = forgotten,
                    },
                    console => Print(console, known, totals, forgotten)
                );
            }
        );
        return command;
    }

    /// <exception cref="UserErrorException">The ledger knows no such container.</exception>
    private static KnownContainer Meant(string given, IReadOnlyList<KnownContainer> known)
    {
        var name = given.TrimEnd('/');
        string[] names =
            given.Length == 0 || LogLocation.IsUrl(given)
                ? [name]
                : [given, $"folder:{Path.TrimEndingDirectorySeparator(Path.GetFullPath(given))}"];
        return known.FirstOrDefault(c => names.Contains(c.Name, StringComparer.Ordinal))
            ?? throw new UserErrorException(
                known.Count == 0
                    ? "There is nothing to forget: no log was ever seen."
                    : $"No log of '{given}' was ever seen; there are logs of {string.Join(", ", known.Select(c => c.Name))}."
            );
    }

    private static void Print(
        IAnsiConsole console,
        KnownContainer container,
        ContainerTotals totals,
        bool forgotten
    )
    {
        console.WriteLine(
            $"{container.Name}: {container.Versions:#,0} seen; {totals.Rows:#,0} rows counted, of {totals.Runs} runs in {totals.Domains.Count} domains: {string.Join(", ", totals.Domains)}"
        );
        console.WriteLine(
            forgotten
                ? "Forgotten. Its domains are refitted by the service, or by: scaling-pipeline refit"
                : "Nothing was removed; repeat it with --yes to forget all that. A container that is still watched is read again."
        );
    }
}
