using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Probes;
using ScalingPipeline.Worker.Commands;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Whether logs, output and queue can be reached with the credentials there are, and whether the clocks agree.</summary>
internal sealed class StorageCheck(StorageOptions options, TimeProvider time, string made)
{
    private const string Credentials =
        "Check the name, the network and the credentials: a SAS, AZURE_STORAGE_CONNECTION_STRING, or a role such as Storage Blob Data Reader.";

    /// <summary>Leases and the ages of half-written logs stay sound with less.</summary>
    private static readonly TimeSpan _noticeable = TimeSpan.FromSeconds(30);

    /// <summary>With more the storage refuses signed requests.</summary>
    private static readonly TimeSpan _refused = TimeSpan.FromMinutes(15);

    /// <param name="services">The composed service.</param>
    /// <param name="made">The folder that the service makes when it is missing.</param>
    public StorageCheck(IServiceProvider services, string made)
        : this(
            services.GetRequiredService<IOptions<StorageOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            made
        ) { }

    /// <summary>The names of the first page of logs; empty when they cannot be listed.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var (logs, names) = await ListAsync("logs", options.Logs, cancellationToken);
        findings.Add(logs);
        Names = names;
        if (logs.Grade == Grade.Ok && LogLocation.IsUrl(options.Logs))
        {
            findings.Add(await ClockAsync(cancellationToken));
        }

        if (LogLocation.IsUrl(options.Output))
        {
            var (output, _) = await ListAsync("output", options.Output, cancellationToken);
            findings.Add(output);
        }
        else
        {
            findings.AddRange(FolderCheck.Of("output", options.Output));
        }

        if (!string.IsNullOrWhiteSpace(options.Queue))
        {
            findings.Add(await QueueAsync(cancellationToken));
        }

        return findings;
    }

    private async Task<(Finding, IReadOnlyList<string>)> ListAsync(
        string check,
        string location,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var source = BlobStores.Open(location, options.ConnectionString).Source;
            await foreach (var page in source.ListAsync(new BlobListing(), cancellationToken))
            {
                var more = page.Continuation is null ? "" : "more than ";
                return (
                    Finding.Ok(
                        check,
                        $"{source.Container} can be listed: {more}{page.Items.Count:#,0} there."
                    ),
                    [.. page.Items.Select(item => item.Identity.Name)]
                );
            }

            return (Finding.Ok(check, $"{source.Container} can be listed: nothing there."), []);
        }
        catch (DirectoryNotFoundException missing)
        {
            return (
                string.Equals(location, made, StringComparison.Ordinal)
                    ? Finding.Warning(check, missing.Message, "The command run makes it by itself.")
                    : Finding.Error(
                        check,
                        missing.Message,
                        "Look for a misspelling, or whether a disk is not mounted."
                    ),
                []
            );
        }
        catch (IOException fault)
        {
            return (Finding.Error(check, fault.Message, Credentials), []);
        }
    }

    private async Task<Finding> ClockAsync(CancellationToken cancellationToken)
    {
        var skew = await StorageProbes.ClockSkewAsync(options, time, cancellationToken);
        var sentence =
            $"The clock of this machine is {Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "ahead of" : "behind")} the storage's.";
        const string Mend = "Let the machine keep its time by NTP.";
        return skew.Duration() >= _refused ? Finding.Error("clock", sentence, Mend)
            : skew.Duration() >= _noticeable ? Finding.Warning("clock", sentence, Mend)
            : Finding.Ok("clock", "The clock of this machine agrees with the storage's.");
    }

    private async Task<Finding> QueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (name, exists) = await StorageProbes.QueueAsync(options, cancellationToken);
            return exists
                ? Finding.Ok("queue", $"{name} is there.")
                : Finding.Warning(
                    "queue",
                    $"{name} does not exist.",
                    "The service makes it if it may; else create it, and QUEUE-poison beside it."
                );
        }
        catch (IOException fault)
        {
            return Finding.Error(
                "queue",
                fault.Message,
                "Check Storage:Queue and the credentials: a role such as Storage Queue Data Contributor."
            );
        }
    }
}
