using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Tests.Refit;

public sealed class RefitDebounceTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RefitDebounce _debounce = new(
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(30)
    );

    [Fact]
    public void A_domain_is_due_after_two_quiet_seconds()
    {
        Assert.Empty(Due(0, 1));
        Assert.Empty(Due(1, 1));
        Assert.Equal(["language"], Due(2, 1));
    }

    [Fact]
    public void Every_further_commit_starts_the_quiet_time_anew()
    {
        Assert.Empty(Due(0, 1));
        Assert.Empty(Due(1.5, 2));
        Assert.Empty(Due(3, 2));
        Assert.Equal(["language"], Due(3.5, 2));
    }

    [Fact]
    public void A_domain_that_never_rests_is_due_after_thirty_seconds()
    {
        for (var second = 0; second < 30; second++)
        {
            Assert.Empty(Due(second, second + 1));
        }

        Assert.Equal(["language"], Due(30, 31));
    }

    [Fact]
    public void A_domain_that_was_handed_out_starts_anew()
    {
        Due(0, 1);
        Due(2, 1);

        Assert.Empty(Due(3, 2));
        Assert.Equal(["language"], Due(5, 2));
    }

    private IReadOnlyList<string> Due(double second, long version) =>
        _debounce.Due([new DomainVersion("language", version)], _start.AddSeconds(second));
}
