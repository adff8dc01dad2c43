using System.CommandLine;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>laws</c>: the current laws with their uncertainty.</summary>
public static class LawsCommand
{
    private const string Reporting = "reporting";

    /// <summary>Columns below which the cells of a table would break their words.</summary>
    private const int NarrowestTable = 110;

    public static Command Create()
    {
        var domain = new Option<string?>("--domain")
        {
            Description = "Only this domain",
            HelpName = "D",
        };
        var fit = new Option<string>("--fit")
        {
            Description =
                "The reporting fit compares with papers; the forecast fit is what predictions are made from",
            DefaultValueFactory = _ => Reporting,
        };
        fit.MustBeOneOf([Reporting, "forecast"]);
        domain.CompleteDomains();
        var command = new Command("laws", "Print the current laws with their standard errors")
        {
            domain,
            fit,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var state = workspace.Get<IMonitoringState>();
                var wanted = parsed.GetValue(domain);
                var analyses = await state.AnalysesAsync(wanted, cancellationToken);
                if (analyses.Count == 0)
                {
                    throw new UserErrorException(
                        wanted is null
                            ? "There are no laws yet: ingest logs, then refit."
                            : await NoneAsync(state, wanted, cancellationToken)
                    );
                }

                Print(
                    new Terminal(parsed.GetValue(SharedOptions.Json)),
                    analyses,
                    parsed.GetRequiredValue(fit)
                );
            }
        );
        return command;
    }

    private static async Task<string> NoneAsync(
        IMonitoringState state,
        string wanted,
        CancellationToken cancellationToken
    )
    {
        var known = (await state.DomainsAsync(cancellationToken)).Select(d => d.Domain).ToArray();
        return known.Contains(wanted, StringComparer.Ordinal)
            ? $"There are no laws for the domain '{wanted}' yet: refit."
            : NamedValues.NoDomain(wanted, known);
    }

    /// <summary>Prints the laws of analyses, one row a law.</summary>
    internal static void Print(
        Terminal terminal,
        IReadOnlyList<StoredAnalysis> analyses,
        string fit = Reporting
    ) =>
        terminal.Write(
            CurrentLaws.Of(analyses, fit),
            console =>
            {
                var laws = CurrentLaws.Of(analyses, fit).ToArray();
                if (console.Profile.Width < NarrowestTable)
                {
                    Blocks(console, laws);
                    return;
                }

                var table = Terminal.Table(
                    "domain",
                    "family",
                    "law",
                    ">runs",
                    "status",
                    "parameters ± standard error",
                    "next size"
                );
                foreach (var law in laws)
                {
                    table.AddRow(Cells(law));
                }

                console.Write(table);
                foreach (var law in laws.Where(law => law.StatusReason is not null))
                {
                    console.WriteLine($"{law.Domain} {law.Family} {law.Law}: {law.StatusReason}");
                }
            }
        );

    /// <summary>One law after the other, for a narrow window.</summary>
    private static void Blocks(IAnsiConsole console, LawRecord[] laws)
    {
        foreach (var law in laws)
        {
            console.Write(
                new Text(
                    $"{law.Law} of {law.Family} in {law.Domain}\n",
                    new Style(decoration: Decoration.Bold)
                )
            );
            string[] lines =
            [
                $"{LawWords.Status(law.Status)}, {law.Points} runs{(law.StatusReason is { } why ? $": {why}" : "")}",
                LawText.Parameters(law),
                law.Next is { } next ? $"next size {LawText.Next(next)}" : "",
            ];
            foreach (var line in lines.Where(line => line.Length > 0))
            {
                console.Write(new Padder(new Text(line), new Padding(2, 0, 0, 0)));
            }
        }
    }

    private static Text[] Cells(LawRecord law) =>
        [
            new(law.Domain),
            new(law.Family),
            new(law.Law),
            new(law.Points.ToString()),
            new(LawWords.Status(law.Status)),
            new(LawText.Parameters(law)),
            new(law.Next is { } next ? LawText.Next(next) : ""),
        ];
}
