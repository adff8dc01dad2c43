using System.CommandLine;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Doctoring;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>doctor</c>: finds what is misconfigured and says how to mend it.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var logs = new Option<string?>("--logs")
        {
            Description =
                "The folder or container URL that is watched [default: the configured one]",
            HelpName = "PATH|URL",
        };
        var command = new Command(
            "doctor",
            "Find what is misconfigured and say how to mend it; ends with 1 when something must be mended"
        )
        {
            logs,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var findings = await Doctor.ExamineAsync(
                    Workspace.Folders(parsed, parsed.GetValue(logs)),
                    cancellationToken
                );
                var worst = findings.Max(f => f.Grade);
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    new { Status = worst, Checks = findings },
                    console => Print(console, findings)
                );
                return worst == Grade.Error ? ExitCode.Failed : ExitCode.Done;
            }
        );
        return command;
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var (word, color) = finding.Grade switch
            {
                Grade.Ok => ("ok", Color.Green),
                Grade.Warning => ("warning", Color.Yellow),
                _ => ("error", Color.Red),
            };
            var grid = new Grid()
                .AddColumn(new GridColumn().Width(7).NoWrap())
                .AddColumn(new GridColumn().Width(11).NoWrap())
                .AddColumn();
            grid.AddRow(
                new Text(word, new Style(color)),
                new Text(finding.Check),
                new Text(
                    Visible.Text(
                        finding.Mend is null ? finding.Found : $"{finding.Found} {finding.Mend}"
                    )
                )
            );
            console.Write(grid);
        }
    }
}
