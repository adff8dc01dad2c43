using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.PublicRuns;

/// <summary>Seeds of one size of a public family, as means of 100 steps, stitched from their segments.</summary>
internal static class PublicSeeds
{
    public static DomainSnapshot Read(string size)
    {
        var contributions = PublicRun
            .Rows("pythia/train_loss_per100steps.csv")
            .Where(r => (string)r["model_size"] == size)
            .GroupBy(r => (string)r["seed"])
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(seed =>
            {
                var run = PublicRun.Of($"seed {seed.Key}", 1_000_000, 143_000, []);
                return StoredRuns
                    .Contributions(run)
                    .Where(c => c.Contribution is RunMetadataContribution)
                    .Concat(
                        seed.GroupBy(r => (string)r["segment"])
                            .OrderBy(g => g.Key, StringComparer.Ordinal)
                            .Select(segment =>
                                StoredRuns.Training(
                                    run,
                                    PublicRun
                                        .Of(
                                            run.Name,
                                            1,
                                            143_000,
                                            segment.Select(r =>
                                                ((long)r.Number("step_from"), r.Number("loss_mean"))
                                            )
                                        )
                                        .Training
                                )
                            )
                    );
            });
        return SnapshotAssembler.Assemble(
            "public",
            [.. contributions],
            new DomainFacts("validation", 0)
        );
    }
}
