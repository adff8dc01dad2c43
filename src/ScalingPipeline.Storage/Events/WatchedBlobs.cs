using ScalingPipeline.Storage.AzureBlobs;

namespace ScalingPipeline.Storage.Events;

/// <summary>Which of the blobs that events tell of are watched, and their names in the watched container.</summary>
/// <param name="container">The watched source's name.</param>
/// <param name="location">Where it is in Azure; null for a folder, of which Event Grid knows nothing.</param>
internal sealed class WatchedBlobs(string container, AzureLocation? location)
{
    private static readonly string[] _services = ["blob", "dfs"];

    public string Container { get; } = container;

    /// <summary>The name that a URL leads to, decoded once; null when it is not watched. A plus sign stays one: it is none in a path.</summary>
    public string? NameOfUrl(string url)
    {
        if (location is null)
        {
            return null;
        }

        var root = $"{location.Client.Uri.GetLeftPart(UriPartial.Path).TrimEnd('/')}/";
        if (url.StartsWith(root, StringComparison.OrdinalIgnoreCase))
        {
            return BelowPrefix(Uri.UnescapeDataString(url[root.Length..]));
        }

        // The same account by another of its hosts: dfs, a zone, a secondary.
        var afterScheme = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = afterScheme < 3 ? -1 : url.IndexOf('/', afterScheme);
        if (slash < 0)
        {
            return null;
        }

        var labels = url[afterScheme..slash].Split('.');
        var inContainer = $"{location.Client.Name}/";
        var isWatched =
            IsAccount(labels[0])
            && labels.Intersect(_services, StringComparer.OrdinalIgnoreCase).Any()
            && url.AsSpan(slash + 1).StartsWith(inContainer, StringComparison.Ordinal);
        return isWatched
            ? BelowPrefix(Uri.UnescapeDataString(url[(slash + 1 + inContainer.Length)..]))
            : null;
    }

    /// <summary>The name that a subject gives as it is; null when it is not watched.</summary>
    /// <param name="topic">The resource id of the storage account.</param>
    /// <param name="subject"><c>/blobServices/default/containers/CONTAINER/blobs/NAME</c>.</param>
    public string? NameOfSubject(string topic, string subject)
    {
        if (location is null || !IsAccount(topic[(topic.LastIndexOf('/') + 1)..]))
        {
            return null;
        }

        var root = $"/blobServices/default/containers/{location.Client.Name}/blobs/";
        return subject.StartsWith(root, StringComparison.Ordinal)
            ? BelowPrefix(subject[root.Length..])
            : null;
    }

    private bool IsAccount(string name) =>
        string.Equals(name, location!.Client.AccountName, StringComparison.OrdinalIgnoreCase);

    private string? BelowPrefix(string name)
    {
        var prefix = location!.Prefix ?? "";
        return name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal)
            ? name[prefix.Length..]
            : null;
    }
}
