using System.CommandLine;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>alerts</c>: the runs that deviate, with what was expected and what to look at next.</summary>
public static class AlertsCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Resolved alerts too" };
        var command = new Command("alerts", "Print the runs that deviate from their trend")
        {
            all,
            SilenceCommands.Silence(),
            SilenceCommands.Silences(),
            SilenceCommands.Unsilence(),
            SilenceCommands.Acknowledge(),
            AlertsTestCommand.Create(),
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var state = workspace.Get<IMonitoringState>();
                var alerts = await JudgedAlerts.ReadAsync(
                    state,
                    parsed.GetValue(all),
                    workspace.Get<TimeProvider>().GetUtcNow(),
                    cancellationToken
                );
                var analyses = await state.AnalysesAsync(domain: null, cancellationToken);
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    alerts,
                    console =>
                    {
                        Print(console, alerts);
                        Remark(console, analyses);
                    }
                );
            }
        );
        return command;
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<AlertDocument> alerts)
    {
        if (alerts.Count == 0)
        {
            console.WriteLine("No run deviates from its trend.");
            return;
        }

        foreach (var alert in alerts)
        {
            console.Write(
                new Text(
                    $"{AlertJson.NameOf(alert.Severity)} {alert.Code}, {AlertJson.NameOf(alert.Status)} since {alert.Since:yyyy-MM-dd HH:mm} UTC\n",
                    new Style(decoration: Decoration.Bold)
                )
            );
            console.Write(
                new Text(
                    $"  {alert.Domain}{(AlertSubject.IsWholeDomain(alert.Run) ? "" : $" / {alert.Run}")}, alert {alert.Id}\n"
                )
            );
            foreach (
                var sentence in (string[])
                    [
                        alert.Message,
                        $"Cause: {alert.Cause}",
                        $"Next: {alert.NextStep}",
                        alert.Evidence,
                        .. Judged(alert),
                    ]
            )
            {
                console.Write(new Padder(new Text(sentence), new Padding(2, 0, 0, 0)));
            }

            console.WriteLine();
        }
    }

    /// <summary>Where nothing can be said of a run, silence is not health.</summary>
    private static void Remark(IAnsiConsole console, IReadOnlyList<StoredAnalysis> analyses)
    {
        foreach (var (analysis, _) in analyses)
        {
            foreach (var remark in analysis.Remarks)
            {
                console.Write(new Text($"{analysis.Domain}: {remark}\n"));
            }
        }
    }

    private static IEnumerable<string> Judged(AlertDocument alert)
    {
        if (AlertClearing.Of(alert.Status, alert.ClearedEvaluations) is { } clearing)
        {
            yield return clearing;
        }

        if (alert.Silenced is { } silence)
        {
            yield return $"Silenced by {silence.Author} until {silence.Expiry.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {silence.Comment}";
        }

        if (alert.Acknowledged is { } acknowledgement)
        {
            yield return $"Acknowledged by {acknowledgement.Author} until it resolves or grows worse: {acknowledgement.Comment}";
        }
    }
}
