using System.CommandLine;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>report</c>: writes the refit report now.</summary>
public static class ReportCommand
{
    public static Command Create()
    {
        var date = new Option<DateOnly?>("--date")
        {
            Description = "The local date it is for [default: today]",
            HelpName = "YYYY-MM-DD",
        };
        var output = new Option<DirectoryInfo?>("--output")
        {
            Description =
                "Write the files here [default: reports/DATE and reports/latest in the data folder]",
            HelpName = "DIR",
        };
        var command = new Command("report", "Write the refit report as HTML, Markdown and JSON")
        {
            date,
            output,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var publisher = workspace.Get<ReportPublisher>();
                var day = parsed.GetValue(date) ?? publisher.Today();
                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                var files = await LongWork.RunAsync(
                    terminal,
                    "Writing the report",
                    _ =>
                        parsed.GetValue(output) is { } folder
                            ? WriteAsync(publisher, day, folder, cancellationToken)
                            : PublishAsync(workspace, publisher, day, cancellationToken)
                );
                terminal.Write(
                    new { Date = day, Files = files },
                    console =>
                    {
                        foreach (var file in files)
                        {
                            console.WriteLine(file);
                        }
                    }
                );
            }
        );
        return command;
    }

    private static async Task<string[]> PublishAsync(
        Workspace workspace,
        ReportPublisher publisher,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        await publisher.WriteAsync(day, cancellationToken);
        return [workspace.Get<IBlobSink>().Locate(ReportPublisher.LatestHtml)];
    }

    private static async Task<string[]> WriteAsync(
        ReportPublisher publisher,
        DateOnly day,
        DirectoryInfo folder,
        CancellationToken cancellationToken
    )
    {
        folder.Create();
        var written = new List<string>();
        foreach (
            var (file, content) in ReportPublisher.Render(
                await publisher.CollectAsync(day, cancellationToken)
            )
        )
        {
            var path = Path.Combine(folder.FullName, file);
            await File.WriteAllTextAsync(path, content, cancellationToken);
            written.Add(path);
        }

        return [.. written];
    }
}
