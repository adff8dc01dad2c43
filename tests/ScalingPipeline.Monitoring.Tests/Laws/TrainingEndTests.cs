using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Laws;

public sealed class TrainingEndTests
{
    private static readonly SimulatedFamily _family = new();

    [Fact]
    public void Healthy_runs_end_as_their_schedule()
    {
        const int Families = 200;
        var off = Enumerable
            .Range(1, Families)
            .AsParallel()
            .Sum(seed =>
                Ends((_family with { Seed = seed }).Runs())
                    .Count(e => e!.Verdict != EndVerdict.AsScheduled)
            );

        TestContext.Current.TestOutputHelper!.WriteLine($"{off} of {Families * 5}");
        Assert.InRange(off, 0, Families * 5 / 100);
    }

    [Theory]
    [InlineData(-0.2, EndVerdict.StillFalling)]
    [InlineData(0.08, EndVerdict.Flattened)]
    [InlineData(0.4, EndVerdict.Rising)]
    public void A_run_whose_loss_moves_otherwise_at_its_end_is_told_apart(
        double slope,
        EndVerdict verdict
    )
    {
        var runs = (_family with { StepScatter = 0.005 }).Runs().With(2, r => Bent(r, slope));

        var end = Ends(runs)[2]!;

        Assert.Equal(verdict, end.Verdict);
        Assert.Equal(slope, end.Slope - end.Expected, Math.Max(0.02, 3 * end.StandardError));
        Assert.Equal(4, end.References);
    }

    [Fact]
    public void A_run_under_way_has_no_end_yet() =>
        Assert.Null(Ends(_family.Runs().With(2, r => r.Until(700)))[2]);

    /// <summary>Moving by a power of the step over the last quarter.</summary>
    private static Run Bent(Run run, double slope)
    {
        var total = run.Metadata.TotalSteps!.Value;
        return run.WithLosses(
            (step, loss) => loss * Math.Pow(Math.Max(step, 0.75 * total) / (0.75 * total), slope)
        );
    }

    private static TrainingEnd?[] Ends(IEnumerable<Run> runs) =>
        [.. DomainRefit.Analyse(SimulatedDomain.Of(runs)).Runs.Select(r => r.End)];
}
