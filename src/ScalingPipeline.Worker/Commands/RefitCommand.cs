using System.CommandLine;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>refit</c>: fits every law again, now, and moves the alerts on.</summary>
public static class RefitCommand
{
    public static Command Create()
    {
        var domain = new Option<string?>("--domain")
        {
            Description = "Only this domain",
            HelpName = "D",
        };
        domain.CompleteDomains();
        var command = new Command("refit", "Refit the laws now and evaluate every run against them")
        {
            domain,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var state = workspace.Get<IMonitoringState>();
                var wanted = parsed.GetValue(domain);
                var known = (await state.DomainsAsync(cancellationToken))
                    .Select(d => d.Domain)
                    .ToArray();
                if (known.Length == 0)
                {
                    throw new UserErrorException(
                        "There is nothing to refit: no log is committed yet. Run: scaling-pipeline ingest FOLDER"
                    );
                }

                if (wanted is not null && !known.Contains(wanted, StringComparer.Ordinal))
                {
                    throw new UserErrorException(NamedValues.NoDomain(wanted, known));
                }

                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                var analyses = await LongWork.RunAsync(
                    terminal,
                    "Refitting",
                    async tell =>
                    {
                        string[] domains = wanted is null ? known : [wanted];
                        for (var i = 0; i < domains.Length; i++)
                        {
                            await workspace
                                .Get<RefitService>()
                                .RefitAsync(domains[i], nightly: false, cancellationToken);
                            tell(i + 1, domains.Length);
                        }

                        return await state.AnalysesAsync(wanted, cancellationToken);
                    }
                );
                LawsCommand.Print(terminal, analyses);
            }
        );
        return command;
    }
}
