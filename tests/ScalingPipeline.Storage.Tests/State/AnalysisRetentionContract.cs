using static ScalingPipeline.Storage.Tests.State.AnalysisSamples;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What is kept of a domain that is refitted all day.</summary>
public abstract class AnalysisRetentionContract : StateContract
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;

    [Fact]
    public async Task Of_two_days_everything_is_kept()
    {
        await RefitAsync(0, 10, 20, Day, 2 * Day);

        Assert.Equal([2 * Day, Day, 20, 10, 0], await KeptAsync());
    }

    [Fact]
    public async Task Then_the_last_of_each_hour_and_after_thirty_days_the_last_of_each_day()
    {
        await RefitAsync(0, 10, 20, 30, Hour + 20, Hour + 50, 3 * Day);
        Assert.Equal([3 * Day, Hour + 50, Hour + 20, 20], await KeptAsync());

        await RefitAsync(33 * Day);
        Assert.Equal([33 * Day, 3 * Day, Hour + 50], await KeptAsync());
    }

    [Fact]
    public async Task What_a_kept_refit_says_is_kept_though_an_overtaken_one_said_the_same()
    {
        await SaveAsync(Outcome(Analysis(snapshot: "a"), minute: 0));
        await SaveAsync(Outcome(Analysis(snapshot: "b"), minute: 10));
        await SaveAsync(Outcome(Analysis(snapshot: "a"), minute: 20));

        await SaveAsync(Outcome(Analysis(snapshot: "c"), minute: 3 * Day));

        Assert.Equal([3 * Day, 20], await KeptAsync());
    }

    [Fact]
    public async Task Another_domain_keeps_what_it_has()
    {
        await SaveAsync(Outcome(Analysis("other", "a"), minute: 0));
        await SaveAsync(Outcome(Analysis("other", "b"), minute: 10));

        await RefitAsync(3 * Day);

        Assert.NotNull(
            await Monitoring.AnalysisBeforeAsync("other", Time.AddMinutes(5), Cancelled)
        );
    }

    private async Task RefitAsync(params int[] minutes)
    {
        foreach (var minute in minutes)
        {
            await SaveAsync(Outcome(Analysis(snapshot: $"{minute}"), minute: minute));
        }
    }

    private async Task<IEnumerable<int>> KeptAsync()
    {
        var kept = new List<int>();
        var before = DateTimeOffset.MaxValue;
        while (await Monitoring.AnalysisBeforeAsync("text", before, Cancelled) is { At: var at })
        {
            before = at;
            kept.Add((int)(at - Time).TotalMinutes);
        }

        return kept;
    }
}
