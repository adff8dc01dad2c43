using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;

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
        var snapshot = PublicSeeds.Read(size);

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
}
