using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Worker.CommandLine;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Runs a pass with a progress bar on stderr, where a person watches.</summary>
internal static class PassProgress
{
    public static async Task<PassOutcome> RunAsync(
        Terminal terminal,
        IngestionPass pass,
        CancellationToken cancellationToken
    )
    {
        if (terminal.Progress is not { } console)
        {
            return await pass.RunAsync(progress: null, cancellationToken);
        }

        return await console
            .Progress()
            .AutoClear(enabled: true)
            .StartAsync(context =>
            {
                var task = context.AddTask("Reading logs");
                var progress = new Progress<IngestionProgress>(p =>
                {
                    task.MaxValue = Math.Max(1, p.Total);
                    task.Value = p.Done;
                });
                return pass.RunAsync(progress, cancellationToken);
            });
    }
}
