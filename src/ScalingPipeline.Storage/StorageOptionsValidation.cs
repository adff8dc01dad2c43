using Microsoft.Extensions.Options;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage;

/// <summary>Checks every setting, so that all that is wrong is told at once.</summary>
internal sealed class StorageOptionsValidation : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<string>();
        CheckStore(nameof(options.Logs), options.Logs, options.ConnectionString, faults);
        CheckStore(nameof(options.Output), options.Output, options.ConnectionString, faults);
        if (string.IsNullOrWhiteSpace(options.State) || options.State.Contains('\0'))
        {
            faults.Add(Fault(nameof(options.State), "name the path of the state file."));
        }

        return faults.Count > 0
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;
    }

    private static void CheckStore(
        string setting,
        string location,
        string? connectionString,
        List<string> faults
    )
    {
        try
        {
            BlobStores.Open(location, connectionString);
        }
        catch (ArgumentException wrong)
        {
            faults.Add(Fault(setting, wrong.Message));
        }
    }

    private static string Fault(string setting, string what) =>
        $"{StorageOptions.Section}:{setting}: {what}";
}
