using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>How the clients of Azure try a request again, stated instead of left to their defaults (5 retries of 100 s each).</summary>
/// <remarks>
/// A request is sent at most <see cref="Attempts"/> times, and each may be silent for <see cref="Silence"/>: with the waits between, it fails after
/// <see cref="LongestRequest"/> at the latest. A body that stops is taken up where it stopped as often. Around the requests of one blob stand the
/// retries of ingestion, which multiply with these, and its time limit for the whole, which bounds the product.
/// </remarks>
internal static class AzureClients
{
    /// <summary>Times that one request is sent.</summary>
    public const int Attempts = 1 + Retries;

    private const int Retries = 2;

    /// <summary>How long a connection may give nothing before the request counts as failed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>The longest wait between two of them; a longer <c>Retry-After</c> of the service is obeyed.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>When a request without a <c>Retry-After</c> has failed at the latest.</summary>
    public static readonly TimeSpan LongestRequest = Attempts * Silence + Retries * LongestWait;

    /// <summary>Pieces in which a blob is sent: small enough for a slow line to send one within <see cref="Silence"/>.</summary>
    public static readonly StorageTransferOptions Transfers = new()
    {
        InitialTransferSize = 8 << 20,
        MaximumTransferSize = 8 << 20,
    };

    public static BlobClientOptions Blob() => Bound(new BlobClientOptions());

    public static QueueClientOptions Queue() => Bound(new QueueClientOptions());

    private static T Bound<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = Retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = LongestWait;
        options.Retry.NetworkTimeout = Silence;
        return options;
    }
}
