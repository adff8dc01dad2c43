using System.CommandLine;
using ScalingPipeline.Monitoring.Alerts;
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
        var command = new Command("alerts", "Print the runs that deviate from their trend") { all };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(parsed);
                var alerts = await workspace
                    .Get<IMonitoringState>()
                    .AlertsAsync(parsed.GetValue(all), cancellationToken);
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    alerts.Select(AlertDocument.Of),
                    console => Print(console, alerts)
                );
            }
        );
        return command;
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<AlertRecord> alerts)
    {
        if (alerts.Count == 0)
        {
            console.WriteLine("No run deviates from its trend.");
            return;
        }

        foreach (var alert in alerts)
        {
            var condition = alert.Condition;
            console.Write(
                new Text(
                    $"{AlertJson.NameOf(condition.Severity)} {condition.Code}, {AlertJson.NameOf(alert.Status)} since {alert.Since:yyyy-MM-dd HH:mm} UTC\n",
                    new Style(decoration: Decoration.Bold)
                )
            );
            console.Write(new Text($"  {condition.Domain} / {condition.Run}\n"));
            foreach (
                var sentence in new[]
                {
                    condition.Message,
                    $"Cause: {condition.Cause}",
                    $"Next: {condition.NextStep}",
                    condition.Evidence,
                }
            )
            {
                console.Write(new Padder(new Text(sentence), new Padding(2, 0, 0, 0)));
            }

            console.WriteLine();
        }
    }
}
