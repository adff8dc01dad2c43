using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Queues;
using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Storage;

/// <summary>Checks every setting, so that all that is wrong is told at once.</summary>
internal sealed class StorageOptionsValidation : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.Logs), () => OpenStore(options.Logs), faults);
        Check(nameof(options.Output), () => OpenStore(options.Output), faults);
        if (faults.Count == 0)
        {
            // It stands beside the logs: what is wrong with them would be told twice.
            Check(nameof(options.Queue), OpenQueue, faults);
        }

        Check(nameof(options.State), () => StateDatabases.Check(options), faults);

        return faults.Count > 0
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;

        void OpenStore(string location) => BlobStores.Open(location, options.ConnectionString);

        void OpenQueue() =>
            WorkQueues.Open(
                options,
                new WorkQueueOptions(),
                TimeProvider.System,
                NullLoggerFactory.Instance
            );
    }

    private static void Check(string setting, Action open, List<string> faults)
    {
        try
        {
            open();
        }
        catch (ArgumentException wrong)
        {
            faults.Add(Fault(setting, wrong.Message));
        }
    }

    private static string Fault(string setting, string what) =>
        $"{StorageOptions.Section}:{setting}: {what}";
}
