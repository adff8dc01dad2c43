namespace ScalingPipeline.Monitoring.Tests.Studies;

public sealed class FamilyStudyTests
{
    private readonly FamilyStudy _study = new(families: 10, offset: 0.01);

    [Fact]
    public void A_large_effect_is_always_found()
    {
        Assert.Equal(1, _study.Found(progress => FamilyStudy.Level(0.2, progress)));
        Assert.Equal(1, _study.Found(progress => FamilyStudy.Step(0.2, progress)));
    }

    [Fact]
    public void An_effect_within_the_offsets_of_healthy_runs_is_not_found() =>
        Assert.InRange(_study.Found(progress => FamilyStudy.Ramp(0.01, progress)), 0, 0.1);
}
