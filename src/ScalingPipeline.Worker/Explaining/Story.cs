using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>All that is known under one name.</summary>
/// <param name="Blobs">The newest version of every blob of that name, by container.</param>
/// <param name="Runs">The runs of that name, or of those blobs, by domain.</param>
internal sealed record Story(IReadOnlyList<BlobStory> Blobs, IReadOnlyList<RunStory> Runs)
{
    private const string Folder = "folder:";

    /// <param name="name">A blob as listed, as a path or as a URL; or a run.</param>
    /// <param name="workspace">What was composed.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Empty when nothing of that name was ever seen.</returns>
    public static async Task<Story> OfAsync(
        string name,
        Workspace workspace,
        CancellationToken cancellationToken
    )
    {
        var ledger = workspace.Get<ILedger>();
        var definitions = workspace.Get<IDefinitions>().Current();
        var blobs = new List<BlobStory>();
        foreach (var container in await ledger.ContainersAsync(cancellationToken))
        {
            var newest = await ledger.NewestAsync(
                container.Name,
                [.. Names(name, container.Name).Distinct(StringComparer.Ordinal)],
                cancellationToken
            );
            foreach (var entry in newest.Values)
            {
                blobs.Add(
                    BlobStory.Of(entry, definitions) with
                    {
                        Columns = await ColumnsAsync(
                            entry.Blob,
                            definitions,
                            workspace,
                            cancellationToken
                        ),
                    }
                );
            }
        }

        var stories = Stories(workspace);
        var runs = new List<RunStory>();
        foreach (
            var (domain, run) in blobs.Count > 0
                ? Of(blobs)
                : await ByNameAsync(name, definitions, workspace, cancellationToken)
        )
        {
            if (await stories.OfAsync(domain, run, cancellationToken) is { } story)
            {
                runs.Add(story);
            }
        }

        return new Story(blobs, runs);
    }

    /// <summary>The names of the runs that have declared themselves.</summary>
    public static async Task<IReadOnlyList<string>> KnownRunsAsync(
        Workspace workspace,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await Stories(workspace).KnownAsync(cancellationToken))
                .Select(known => known.Run)
                .Distinct(StringComparer.Ordinal),
        ];

    private static IEnumerable<(string Domain, string Run)> Of(IEnumerable<BlobStory> blobs) =>
        blobs
            .Where(blob => blob is { Domain: not null, Run: not null })
            .Select(blob => (blob.Domain!, blob.Run!))
            .Distinct();

    /// <summary>A run may be in any domain that is defined, or was.</summary>
    private static async Task<IEnumerable<(string Domain, string Run)>> ByNameAsync(
        string run,
        DefinitionSet definitions,
        Workspace workspace,
        CancellationToken cancellationToken
    ) =>
        (await workspace.Get<IMonitoringState>().DomainsAsync(cancellationToken))
            .Select(domain => domain.Domain)
            .Union(definitions.Definitions.Select(d => d.Domain), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(domain => (domain, run));

    private static RunStories Stories(Workspace workspace) =>
        new(
            workspace.Get<ILedger>(),
            workspace.Get<IMonitoringState>(),
            workspace.Get<SnapshotReader>()
        );

    /// <summary>The columns of a blob in a folder, or in the container that is configured.</summary>
    private static async Task<ColumnStory?> ColumnsAsync(
        BlobIdentity blob,
        DefinitionSet definitions,
        Workspace workspace,
        CancellationToken cancellationToken
    )
    {
        var configured = workspace.Get<IBlobSource>();
        var source =
            string.Equals(configured.Container, blob.Container, StringComparison.Ordinal)
                ? configured
            : blob.Container.StartsWith(Folder, StringComparison.Ordinal)
            && Directory.Exists(blob.Container[Folder.Length..])
                ? BlobStores.Open(blob.Container[Folder.Length..]).Source
            : null;
        if (source is null || definitions.Match(blob.Name) is not [var match])
        {
            return null;
        }

        try
        {
            return await source.FindAsync(blob.Name, cancellationToken) is { } item
                ? await ColumnStory.OfAsync(source, item, match, cancellationToken)
                : null;
        }
        catch (IOException fault)
        {
            return new ColumnStory { Unreadable = fault.Message };
        }
    }

    /// <summary>What a blob may be called in a container: as listed, or by the whole path or URL.</summary>
    private static IEnumerable<string> Names(string given, string container)
    {
        yield return given;
        var (root, whole) = container.StartsWith(Folder, StringComparison.Ordinal)
            ? (container[Folder.Length..], Path.GetFullPath(given))
            : (container, given);
        var start = root.TrimEnd('/') + "/";
        if (whole.StartsWith(start, StringComparison.Ordinal))
        {
            yield return whole[start.Length..];
        }
    }
}
