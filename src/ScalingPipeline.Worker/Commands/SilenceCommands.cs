using System.CommandLine;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>alerts silence</c>, <c>silences</c>, <c>unsilence</c> and <c>acknowledge</c>: what people say of alerts.</summary>
internal static class SilenceCommands
{
    public static Command Silence()
    {
        var domain = Pattern("--domain", "The domain");
        var run = Pattern("--run", "The run");
        var code = Pattern("--code", "The kind of deviation, as in unit-mismatch");
        domain.CompleteDomains();
        code.CompleteCodes();
        var duration = new Option<string>("--for")
        {
            Description = "For how long, as in 90m, 8h, 3d or 2w; at most 365d",
            HelpName = "DURATION",
            Required = true,
        };
        var command = new Command(
            "silence",
            "Deliver no message about some alerts for a while; in a name, * stands for any characters"
        )
        {
            domain,
            run,
            code,
            duration,
            Judging.Comment,
            Judging.Author,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(parsed);
                var silence = await workspace
                    .Get<Judge>()
                    .SilenceAsync(
                        parsed.GetRequiredValue(Judging.Author),
                        parsed.GetValue(domain),
                        parsed.GetValue(run),
                        parsed.GetValue(code),
                        parsed.GetRequiredValue(duration),
                        parsed.GetRequiredValue(Judging.Comment),
                        cancellationToken
                    );
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    silence,
                    console => Print(console, silence)
                );
            }
        );
        return command;
    }

    public static Command Silences()
    {
        var command = new Command("silences", "Print the silences that are not over");
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var now = workspace.Get<TimeProvider>().GetUtcNow();
                var silences = (
                    await workspace.Get<IMonitoringState>().SilencesAsync(cancellationToken)
                )
                    .Where(s => s.Expiry > now)
                    .ToArray();
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    silences,
                    console =>
                    {
                        if (silences.Length == 0)
                        {
                            console.WriteLine("Nothing is silenced.");
                        }

                        foreach (var silence in silences)
                        {
                            Print(console, silence);
                        }
                    }
                );
            }
        );
        return command;
    }

    public static Command Unsilence()
    {
        var id = new Argument<string>("ID")
        {
            Description = "The id that 'alerts silences' prints",
        };
        id.CompleteSilences();
        var command = new Command("unsilence", "End a silence; what it held is delivered")
        {
            id,
            Judging.Author,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var ended = parsed.GetRequiredValue(id);
                await workspace
                    .Get<Judge>()
                    .LiftAsync(parsed.GetRequiredValue(Judging.Author), ended, cancellationToken);
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    new { Id = ended, Removed = true },
                    console => console.WriteLine($"The silence {ended} is over.")
                );
            }
        );
        return command;
    }

    public static Command Acknowledge()
    {
        var id = new Argument<string>("ID") { Description = "The id that 'alerts' prints" };
        id.CompleteAlerts();
        var command = new Command(
            "acknowledge",
            "Say that you take care of an alert: it is not repeated until it resolves or grows worse"
        )
        {
            id,
            Judging.Comment,
            Judging.Author,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var acknowledgement = await workspace
                    .Get<Judge>()
                    .AcknowledgeAsync(
                        parsed.GetRequiredValue(Judging.Author),
                        parsed.GetRequiredValue(id),
                        parsed.GetRequiredValue(Judging.Comment),
                        cancellationToken
                    );
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    acknowledgement,
                    console =>
                        console.WriteLine(
                            $"The alert {acknowledgement.AlertId} is acknowledged by {acknowledgement.Author}."
                        )
                );
            }
        );
        return command;
    }

    private static Option<string?> Pattern(string name, string description) =>
        new(name) { Description = $"{description} [default: any]", HelpName = "NAME" };

    private static void Print(IAnsiConsole console, Silence silence) =>
        console.Write(
            new Text(
                $"{silence.Id}: domain {silence.Domain}, run {silence.Run}, code {silence.Code} until {silence.Expiry.UtcDateTime:yyyy-MM-dd HH:mm} UTC, by {silence.Author}: {silence.Comment}\n"
            )
        );
}
