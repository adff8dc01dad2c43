using ScalingPipeline.Worker.Web.Live;

namespace ScalingPipeline.Worker.Tests.Web.Live;

public sealed class NewsDeskTests
{
    private static readonly StateNews _news = new(NewsKind.Commit, "math");

    private readonly NewsDesk _desk = new();

    [Fact]
    public async Task Everybody_who_listens_hears_of_it()
    {
        using var one = _desk.Listen()!;
        using var other = _desk.Listen()!;

        _desk.Publish([_news]);

        Assert.Equal(_news, await one.News.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(_news, await other.News.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Their_number_is_bounded_and_a_place_that_is_given_up_is_free()
    {
        var all = Enumerable.Range(0, NewsDesk.MostListeners).Select(_ => _desk.Listen()).ToArray();
        Assert.DoesNotContain(null, all);
        Assert.Null(_desk.Listen());

        all[0]!.Dispose();

        Assert.NotNull(_desk.Listen());
    }

    [Fact]
    public void Whoever_does_not_keep_up_holds_nothing_up_and_keeps_the_newest()
    {
        using var slow = _desk.Listen()!;

        for (var i = 0; i < 10_000; i++)
        {
            _desk.Publish([new StateNews(NewsKind.Commit, $"{i}")]);
        }

        var kept = new List<StateNews>();
        while (slow.News.TryRead(out var news))
        {
            kept.Add(news);
        }

        Assert.InRange(kept.Count, 1, 100);
        Assert.Equal("9999", kept[^1].Domain);
    }

    [Fact]
    public async Task Whoever_waits_for_somebody_waits_until_somebody_listens()
    {
        var first = _desk.SomebodyAsync(TestContext.Current.CancellationToken);
        Assert.False(first.IsCompleted);

        _desk.Listen()!.Dispose();
        await first;

        Assert.False(_desk.HasListeners);
        Assert.False(_desk.SomebodyAsync(TestContext.Current.CancellationToken).IsCompleted);
    }
}
