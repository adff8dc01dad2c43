using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Worker.Commands;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Whether the state can be opened and read.</summary>
internal static class StateCheck
{
    private const string Check = "state";

    public static async Task<Finding> OfAsync(
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var location = services.GetRequiredService<IOptions<StorageOptions>>().Value.State;
        var shown = StateDatabases.Display(location);
        if (string.Equals(shown, location, StringComparison.Ordinal) && !File.Exists(location))
        {
            return Finding.Ok(
                Check,
                $"{Path.GetFullPath(location)} is not there yet and will be made."
            );
        }

        try
        {
            var waiting = await services
                .GetRequiredService<IMonitoringState>()
                .WaitingMessagesAsync(cancellationToken);
            return waiting == 0
                ? Finding.Ok(Check, $"{shown} can be read.")
                : Finding.Ok(
                    Check,
                    $"{shown} can be read; {waiting:#,0} messages wait for their receivers."
                );
        }
        catch (IOException fault)
        {
            return Finding.Error(
                Check,
                fault.Message,
                LogLocation.IsUrl(location)
                    ? "Check Storage:State, PGPASSWORD, and that the database server lets this machine in."
                    : "Check Storage:State and the rights on the file, or restore it from a backup."
            );
        }
    }
}
