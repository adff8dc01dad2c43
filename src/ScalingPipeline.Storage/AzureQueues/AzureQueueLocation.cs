using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.AzureQueues;

/// <summary>A storage queue, and the queue beside it for what is set aside, from the URL or name that a person gives.</summary>
/// <remarks>
/// <c>https://ACCOUNT.queue.core.windows.net/QUEUE[?SAS]</c>, or <c>http://HOST:PORT/ACCOUNT/QUEUE</c> for an emulator, or the name alone: a queue
/// of the account of the connection string, else of the watched container. Credentials: see <see cref="AzureAccess"/>.
/// </remarks>
internal sealed partial class AzureQueueLocation
{
    private const string PoisonSuffix = "-poison";

    private AzureQueueLocation(QueueClient queue, QueueClient poison)
    {
        (Queue, Poison) = (queue, poison);
        Display = queue.Uri.GetLeftPart(UriPartial.Path);
    }

    public QueueClient Queue { get; }

    /// <summary><c>QUEUE-poison</c>.</summary>
    public QueueClient Poison { get; }

    /// <summary>The URL without query: no credentials.</summary>
    public string Display { get; }

    /// <param name="location">A URL or a name.</param>
    /// <param name="connectionString">Null or empty for none.</param>
    /// <param name="watched">The watched container; null when it is a folder.</param>
    /// <exception cref="ArgumentException">It names no queue, or no credentials fit it.</exception>
    public static AzureQueueLocation Parse(
        string location,
        string? connectionString,
        AzureLocation? watched
    )
    {
        if (AzureLocation.IsUrl(location))
        {
            return OfUrl(location, connectionString);
        }

        RequireName(location);
        if (Service(connectionString) is { } service)
        {
            return new(
                service.GetQueueClient(location),
                service.GetQueueClient(location + PoisonSuffix)
            );
        }

        return
            watched?.Client.Uri is { Scheme: "https" } container
            && container.Host.Contains(".blob.", StringComparison.OrdinalIgnoreCase)
            ? OfUrl($"https://{QueueHost(container)}/{location}", connectionString)
            : throw new ArgumentException(
                $"The queue '{location}' has no account; give https://ACCOUNT.queue.core.windows.net/{location}, or set "
                    + $"{BlobStores.ConnectionStringVariable} to the connection string of its account."
            );
    }

    private static string QueueHost(Uri container) =>
        container.Host.Replace(".blob.", ".queue.", StringComparison.OrdinalIgnoreCase);

    private static AzureQueueLocation OfUrl(string url, string? connectionString)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw new ArgumentException("The URL of the queue cannot be read as a URL.");
        }

        var queue = new QueueUriBuilder(uri);
        RequireName(queue.QueueName);
        var poison = new QueueUriBuilder(uri) { QueueName = queue.QueueName + PoisonSuffix };
        return new(Connect(queue, connectionString), Connect(poison, connectionString));
    }

    private static QueueClient Connect(QueueUriBuilder address, string? connectionString)
    {
        var service = address.Sas is null ? Service(connectionString) : null;
        return AzureAccess.Connect(
            address.ToUri(),
            address.Sas is not null,
            service?.Uri,
            () => new QueueClient(address.ToUri(), AzureClients.Queue()),
            () => service!.GetQueueClient(address.QueueName),
            identity => new QueueClient(address.ToUri(), identity, AzureClients.Queue())
        );
    }

    private static QueueServiceClient? Service(string? connectionString) =>
        AzureAccess.Service(
            connectionString,
            text => new QueueServiceClient(text, AzureClients.Queue())
        );

    private static void RequireName(string name)
    {
        if (!QueueName().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name of a queue: 3 to 56 lower-case letters and digits, with single hyphens between them."
            );
        }
    }

    // 63 characters are possible, of which the poison queue needs seven.
    [GeneratedRegex("^(?=.{3,56}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueueName();
}
