using ScalingPipeline.Parquet.Fuzzing;

namespace ScalingPipeline.Parquet.Tests.Hostile;

/// <summary>A short run of what <c>tests/ScalingPipeline.Parquet.Fuzzing</c> does at length.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Ten_thousand_made_up_files_are_read_or_refused()
    {
        var result = FuzzRun.Run(first: 0, count: 10_000, seed: 20240917, threads: 2, folder: null);
        Assert.Empty(result.Findings);
        // Were all refused at once, or all read, the inputs would test nothing.
        Assert.InRange(result.Read, 500, 9500);
    }
}
