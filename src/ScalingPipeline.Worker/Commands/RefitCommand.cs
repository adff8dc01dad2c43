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
        var command = new Command("refit", "Refit the laws now and evaluate every run against them")
        {
            domain,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(parsed);
                var state = workspace.Get<IMonitoringState>();
                var wanted = parsed.GetValue(domain);
                var domains = (await state.DomainsAsync(cancellationToken))
                    .Select(d => d.Domain)
                    .Where(name =>
                        wanted is null || string.Equals(name, wanted, StringComparison.Ordinal)
                    )
                    .ToArray();
                if (domains.Length == 0)
                {
                    throw new UserErrorException(
                        wanted is null
                            ? "There is nothing to refit: no log is committed yet. Run: scaling-pipeline ingest FOLDER"
                            : $"There is no domain '{wanted}' with committed logs."
                    );
                }

                foreach (var name in domains)
                {
                    await workspace
                        .Get<RefitService>()
                        .RefitAsync(name, nightly: false, cancellationToken);
                }

                var analyses = await state.AnalysesAsync(wanted, cancellationToken);
                LawsCommand.Print(new Terminal(parsed.GetValue(SharedOptions.Json)), analyses);
            }
        );
        return command;
    }
}
