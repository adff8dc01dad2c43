using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Parquet;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Ingestion.Tests.Ladder;

/// <summary>The real logs of <c>../shared/data/ladder</c>, read by the shipped definitions.</summary>
public sealed class LadderTests
{
    [Fact]
    public async Task Every_log_commits_and_final_losses_are_those_of_the_summary()
    {
        var folder = SharedData.PathOrSkip("ladder");
        var ledger = new MemoryLedger();
        var pass = new IngestionPass(
            new ReadOnlyFolder(folder),
            new MemoryContainer(),
            ledger,
            new DefinitionFolder(Path.Combine(SharedData.RepositoryRoot, "pipelines")),
            Options.Create(new IngestionOptions()),
            new ManualTime(),
            NullLogger<IngestionPass>.Instance
        );

        var cancelled = TestContext.Current.CancellationToken;
        var outcome = await pass.RunAsync(null, cancelled);
        var totals = await ledger.TotalsAsync(pass.Container, cancelled);

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        var logs = files.Count(f => f.EndsWith(".parquet") || f.EndsWith("run.json"));
        Assert.Equal(
            new LedgerCounts(0, 0, logs, 0, 0, files.Length - logs),
            await ledger.CountAsync(cancelled)
        );
        Assert.True(files.Count(f => f.EndsWith(".parquet")) >= 607);
        Assert.Equal(["code", "image8x8", "language", "math"], totals.Domains);
        Assert.Empty(outcome.DefinitionProblems);
        AssertFinalLosses(folder, ledger.Contributions());
    }

    private static void AssertFinalLosses(string folder, IReadOnlyList<Contribution> contributions)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "SUMMARY.csv"));
        var names = lines[0].Split(',');
        var finals = contributions
            .OfType<EvaluationContribution>()
            .Where(c => c.Checkpoint.Set == "held-out")
            .ToDictionary(c => (c.Run, c.Checkpoint.Step));
        foreach (var fields in lines.Skip(1).Select(l => l.Split(',')))
        {
            var step = long.Parse(fields[Array.IndexOf(names, "final_step")]);
            var loss = double.Parse(
                fields[Array.IndexOf(names, "final_eval_loss")],
                CultureInfo.InvariantCulture
            );
            Assert.Equal(loss, finals[(fields[0], step)].Checkpoint.All.Mean.Value, 5.001e-6);
        }
    }

    private sealed class ReadOnlyFolder(string folder) : IBlobSource
    {
        public string Container => "ladder";

        public IAsyncEnumerable<BlobPage> ListAsync(
            BlobListing listing,
            CancellationToken cancellationToken
        )
        {
            var names = Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
            BlobPage[] whole = [new([.. names.Select(Describe)], Continuation: null)];
            return whole.ToAsyncEnumerable();
        }

        public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult<BlobItem?>(Describe(name));

        public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken) =>
            Task.FromResult<IByteSource>(
                new MemoryByteSource(File.ReadAllBytes(Path.Combine(folder, blob.Identity.Name)))
            );

        private BlobItem Describe(string name) =>
            new(
                new BlobIdentity(Container, name, "1"),
                new FileInfo(Path.Combine(folder, name)).Length,
                DateTimeOffset.UnixEpoch
            );
    }
}
