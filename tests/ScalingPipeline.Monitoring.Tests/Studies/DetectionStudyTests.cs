namespace ScalingPipeline.Monitoring.Tests.Studies;

public sealed class DetectionStudyTests
{
    private const int Every = 7;

    /// <summary>Faults as large as the smallest effect that the rules claim to see, or of a kind that leaves a trace of its own: whether each is found in all runs that it is put into.</summary>
    private static readonly string[] _mayBeMissed =
    [
        "level",
        "ramp",
        "step",
        "optimizer",
        "attention",
    ];

    [Fact]
    public async Task Healthy_runs_of_the_public_ladder_raise_nothing_at_any_moment_of_their_schedule()
    {
        var study = await DetectionStudy.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(29, study.Runs);
        Assert.Empty(study.FalseAlarms());
    }

    [Fact]
    public async Task Faults_are_found_and_their_cause_is_right_or_honestly_open()
    {
        var study = await DetectionStudy.ReadAsync(TestContext.Current.CancellationToken);

        Assert.All(
            InjectedFaults.All,
            fault =>
            {
                var result = study.Try(fault, Every);
                Assert.Equal(0, result.Wrong);
                Assert.True(
                    result.Missed.Length == 0
                        || _mayBeMissed.Any(m =>
                            fault.Name.StartsWith(m, StringComparison.Ordinal)
                        ),
                    $"{fault.Name} is missed in {string.Join(", ", result.Missed)}"
                );
            }
        );
    }
}
