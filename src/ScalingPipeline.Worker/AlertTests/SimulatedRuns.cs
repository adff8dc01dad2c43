using System.Security.Cryptography;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;
using ScalingPipeline.Simulation;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>Reads simulated logs of one domain as the service would, without storage: what it would wait for or quarantine is not counted here either.</summary>
internal static class SimulatedRuns
{
    /// <param name="options">One domain.</param>
    /// <param name="names">What the case calls the runs, in their order.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public static async Task<DomainSnapshot> ReadAsync(
        SimulationOptions options,
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var domain = options.Domains[0];
        var definitions = DefinitionSet.Read([
            (
                "simulated.yaml",
                $$"""
                version: 1
                domain: {{domain.Name}}
                reference_context: {{domain.ContextLength}}
                metadata: "{{domain.Name}}/{run}/run.json"
                training:
                  path: "{{domain.Name}}/{run}/train/{part}.parquet"
                evaluations:
                  - set: held-out
                    path: "{{domain.Name}}/{run}/eval/step-{step}.parquet"
                """
            ),
        ]);
        var runs = SimulatedLadder.Runs(options);
        var stored = new List<StoredContribution>();
        foreach (var run in runs)
        {
            stored.AddRange(await ReadAsync(definitions, run, cancellationToken));
        }

        var snapshot = SnapshotAssembler.Assemble(
            domain.Name,
            stored,
            new DomainFacts("held-out", domain.ContextLength)
        );
        var named = runs.Zip(names)
            .ToDictionary(p => p.First.Id, p => p.Second, StringComparer.Ordinal);
        return snapshot with
        {
            Runs =
            [
                .. snapshot
                    .Runs.Select(r => r with { Metadata = r.Metadata with { Run = named[r.Name] } })
                    .OrderBy(r => r.Name, StringComparer.Ordinal),
            ],
        };
    }

    private static async Task<IEnumerable<StoredContribution>> ReadAsync(
        DefinitionSet definitions,
        SimulatedRun run,
        CancellationToken cancellationToken
    )
    {
        // A copy counts once, as in storage.
        var read = new Dictionary<string, StoredContribution>(StringComparer.Ordinal);
        RunMetadata? metadata = null;
        foreach (var file in run.Files())
        {
            using var bytes = new MemoryStream();
            file.Write(bytes);
            var content = bytes.ToArray();
            var blob = new BlobItem(
                new BlobIdentity("simulated", file.Path, "1"),
                content.Length,
                default
            );
            var reader = new LogReader(new Blob(content), sink: null);
            try
            {
                var match = definitions.Match(file.Path).Single();
                var decoded = match is MetadataMatch declaration
                    ? await reader.ReadDeclarationAsync(blob, declaration, cancellationToken)
                    : await reader.ReadPartAsync(blob, match, metadata!, "", cancellationToken);
                metadata ??= (decoded.Contribution as RunMetadataContribution)?.Metadata;
                var hash = Convert.ToHexStringLower(SHA256.HashData(content));
                read.TryAdd(hash, new StoredContribution(decoded.Contribution, hash));
            }
            catch (Exception fault) when (fault is ParquetException or LogContentException)
            {
                // Half-written or wrong: the service waits for it or puts it into quarantine.
            }
        }

        return read.Values;
    }

    private sealed class Blob(byte[] content) : IBlobSource
    {
        public string Container => "simulated";

        public IAsyncEnumerable<BlobPage> ListAsync(
            BlobListing listing,
            CancellationToken cancellationToken
        ) => AsyncEnumerable.Empty<BlobPage>();

        public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult<BlobItem?>(null);

        public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken) =>
            Task.FromResult<IByteSource>(new MemoryByteSource(content));
    }
}
