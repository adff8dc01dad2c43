using System.Security.Cryptography;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Monitoring.Tests.Ladder;

/// <summary>The real logs of the public ladder, read by the repository's own pipeline definitions.</summary>
internal static class LadderLogs
{
    public static async Task<DomainSnapshot> ReadAsync(
        string domain,
        CancellationToken cancellationToken
    )
    {
        var root = SharedData.PathOrSkip("ladder");
        var definitions = DefinitionSet.ReadFolder(
            Path.Combine(SharedData.RepositoryRoot, "pipelines")
        );
        var reader = new LogReader(new Folder(root), sink: null);
        var stored = new List<StoredContribution>();
        foreach (
            var run in Directory
                .GetDirectories(Path.Combine(root, domain))
                .Order(StringComparer.Ordinal)
        )
        {
            await ReadRunAsync(run, root, definitions, reader, stored, cancellationToken);
        }

        var definition = definitions.Definitions.Single(d => d.Domain == domain);
        return SnapshotAssembler.Assemble(
            domain,
            stored,
            new DomainFacts(
                definition.Evaluations.Single(e => e.Primary).Set,
                definition.ReferenceContext
            )
        );
    }

    private static async Task ReadRunAsync(
        string run,
        string root,
        DefinitionSet definitions,
        LogReader reader,
        List<StoredContribution> stored,
        CancellationToken cancellationToken
    )
    {
        RunMetadata? metadata = null;
        var files = Directory
            .GetFiles(run, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("eval_", StringComparison.Ordinal))
            .OrderByDescending(f => f.EndsWith("run.json", StringComparison.Ordinal))
            .ThenBy(f => f, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(root, file).Replace('\\', '/');
            var blob = new BlobItem(
                new BlobIdentity("ladder", name, "1"),
                new FileInfo(file).Length,
                default
            );
            var match = definitions.Match(name).Single();
            var decoded = match is MetadataMatch declaration
                ? await reader.ReadDeclarationAsync(blob, declaration, cancellationToken)
                : await reader.ReadPartAsync(blob, match, metadata!, "", cancellationToken);
            metadata ??= ((RunMetadataContribution)decoded.Contribution).Metadata;
            stored.Add(
                new StoredContribution(
                    decoded.Contribution,
                    Convert.ToHexStringLower(
                        SHA256.HashData(await File.ReadAllBytesAsync(file, cancellationToken))
                    )
                )
            );
        }
    }

    private sealed class Folder(string root) : IBlobSource
    {
        public string Container => "ladder";

        public IAsyncEnumerable<BlobPage> ListAsync(
            BlobListing listing,
            CancellationToken cancellationToken
        ) => AsyncEnumerable.Empty<BlobPage>();

        public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult<BlobItem?>(null);

        public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken) =>
            Task.FromResult<IByteSource>(
                new FileByteSource(Path.Combine(root, blob.Identity.Name))
            );
    }
}
