using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.PublicRuns;

/// <summary>The logs of 23 runs of a public family, in 72 segments: restarts, retries, and seeds that were trained twice under one name.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData("14m", 0)]
    [InlineData("160m", 0)]
    [InlineData("70m", 9)]
    public void Segments_are_stitched_where_they_join_and_two_runs_under_one_name_are_told_apart(
        string size,
        int labelsOfTwoPopulations
    )
    {
        var snapshot = Read(size);

        Assert.All(
            snapshot.Runs,
            run =>
            {
                Assert.True(run.Training.Step[^1] >= 142_000);
                Assert.All(
                    run.Restarts.Where(r => r.Step > 3_000),
                    r => Assert.InRange(Math.Abs(r.Difference), 0, 0.02)
                );
            }
        );
        var conditions = Detector.Run(snapshot).Conditions;
        Assert.Equal(
            labelsOfTwoPopulations,
            conditions.Count(c => c.Code == AlertCodes.TwoPopulations)
        );
        Assert.DoesNotContain(conditions, c => c.Code == AlertCodes.Restart);
    }

    private static DomainSnapshot Read(string size)
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
