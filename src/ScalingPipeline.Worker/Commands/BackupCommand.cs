using System.CommandLine;
using Microsoft.Extensions.Options;
using ScalingPipeline.Storage;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>backup</c>: copies the state file, also while the service is running.</summary>
public static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file to make" };
        var command = new Command("backup", "Copy the state, also while the service is running")
        {
            file,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                await using var workspace = Workspace.Open(parsed);
                var copy = parsed.GetRequiredValue(file);
                StateDatabases.BackUp(
                    workspace.Get<IOptions<StorageOptions>>().Value,
                    copy.FullName
                );
                copy.Refresh();
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    new { File = copy.FullName, Bytes = copy.Length },
                    console =>
                        console.WriteLine(
                            $"{copy.FullName}: {copy.Length:#,0} bytes. To restore it, stop the service and put it in the place of its state file, without the -wal and -shm files beside that."
                        )
                );
            }
        );
        return command;
    }
}
