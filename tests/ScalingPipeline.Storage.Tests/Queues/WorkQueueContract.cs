using System.Collections.Concurrent;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Tests.Queues;

/// <summary>What every work queue does, whatever it is made of.</summary>
public abstract class WorkQueueContract
{
    private static readonly BlobNotice _notice = new(
        "language/run/eval/step-000010.parquet",
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)
    );

    /// <summary>As short as a real service allows.</summary>
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _long = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_is_delivered_and_a_completed_notice_does_not_come_again()
    {
        var queue = await NewAsync(_short);
        await queue.SendAsync([_notice], Cancelled);

        var item = await NextAsync(queue);
        Assert.Equal(_notice, item.Notice);
        Assert.Equal(1, item.Deliveries);
        await item.CompleteAsync(Cancelled);

        Assert.Equal(0, await queue.DepthAsync(Cancelled));
        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));
    }

    [Theory]
    [InlineData("with space/and+plus%20.parquet")]
    [InlineData("nul\0and\u0001control\r\n\u0085.parquet")]
    [InlineData("<script>alert('&amp;')</script>\"]]>")]
    [InlineData("\u202Eright-to-left\u200F/日本語/😀.parquet")]
    [InlineData("../outside\\..\\'; DROP TABLE ledger; --")]
    [InlineData(" leading and trailing ")]
    public async Task Any_name_is_delivered_as_it_was_sent(string name)
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([new BlobNotice(name)], Cancelled);

        Assert.Equal(new BlobNotice(name), (await NextAsync(queue)).Notice);
    }

    [Fact]
    public async Task The_longest_name_is_delivered()
    {
        var queue = await NewAsync(_long);
        var notice = new BlobNotice(string.Concat(Enumerable.Repeat("😀", 512)));
        await queue.SendAsync([notice], Cancelled);

        Assert.Equal(notice, (await NextAsync(queue)).Notice);
    }

    [Fact]
    public async Task An_empty_queue_answers_with_nothing_after_a_while()
    {
        var queue = await NewAsync(_long);

        Assert.Empty(await queue.ReceiveAsync(10, Cancelled));
    }

    [Fact]
    public async Task A_receipt_ends_when_it_is_cancelled()
    {
        var queue = await NewAsync(_long);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            queue.ReceiveAsync(1, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public async Task What_is_held_is_hidden_from_others_and_counts_in_the_depth()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice, new BlobNotice("other")], Cancelled);

        var items = new[] { await NextAsync(queue), await NextAsync(queue) };

        Assert.NotEqual(items[0].Notice, items[1].Notice);
        Assert.Empty(await queue.ReceiveAsync(10, Cancelled));
        Assert.Equal(2, await queue.DepthAsync(Cancelled));
    }

    [Fact]
    public async Task What_is_released_is_delivered_again_and_counted()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice], Cancelled);
        await (await NextAsync(queue)).ReleaseAsync(Cancelled);

        var again = await NextAsync(queue);

        Assert.Equal((_notice, 2L), (again.Notice, again.Deliveries));
    }

    [Fact]
    public async Task What_is_released_for_later_stays_hidden_until_then()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice, new BlobNotice("other")], Cancelled);
        var (first, second) = (await NextAsync(queue), await NextAsync(queue));

        await first.ReleaseAsync(Cancelled, _long);
        await second.ReleaseAsync(Cancelled, _short);

        Assert.Equal(second.Notice, (await NextAsync(queue)).Notice);
        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));
    }

    [Fact]
    public async Task What_is_postponed_comes_again_later_as_if_for_the_first_time()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice, new BlobNotice("other")], Cancelled);
        for (var again = 0; again < 7; again++)
        {
            var (first, second) = (await NextAsync(queue), await NextAsync(queue));
            Assert.Equal((1, 1), (first.Deliveries, second.Deliveries));
            await first.PostponeAsync(_short, Cancelled);
            await second.PostponeAsync(_short, Cancelled);
            Assert.Equal(2, await queue.DepthAsync(Cancelled));
        }

        await (await NextAsync(queue)).PostponeAsync(_long, Cancelled);
        await (await NextAsync(queue)).CompleteAsync(Cancelled);
        Assert.Equal(1, await queue.DepthAsync(Cancelled));
        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));
    }

    [Fact]
    public async Task What_is_neither_completed_nor_renewed_is_delivered_again()
    {
        var queue = await NewAsync(_short);
        await queue.SendAsync([_notice], Cancelled);
        await NextAsync(queue);

        Assert.Equal(2, (await NextAsync(queue)).Deliveries);
    }

    [Fact]
    public async Task Completing_what_another_worker_has_by_now_is_harmless_and_takes_nothing_from_it()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice], Cancelled);
        var lost = await NextAsync(queue);
        await lost.ReleaseAsync(Cancelled);
        var held = await NextAsync(queue);

        Assert.False(await lost.RenewAsync(Cancelled));
        await lost.CompleteAsync(Cancelled);
        await lost.ReleaseAsync(Cancelled);

        Assert.Equal(1, await queue.DepthAsync(Cancelled));
        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));
        Assert.True(await held.RenewAsync(Cancelled));
        await held.CompleteAsync(Cancelled);
        Assert.Equal(0, await queue.DepthAsync(Cancelled));
    }

    [Fact]
    public async Task Completing_twice_is_harmless()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice, new BlobNotice("other")], Cancelled);
        var item = await NextAsync(queue);

        await item.CompleteAsync(Cancelled);
        await item.CompleteAsync(Cancelled);
        await item.ReleaseAsync(Cancelled);

        Assert.False(await item.RenewAsync(Cancelled));
        Assert.Equal(1, await queue.DepthAsync(Cancelled));
    }

    [Fact]
    public async Task What_is_renewed_can_be_completed()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice], Cancelled);
        var item = await NextAsync(queue);

        for (var renewal = 0; renewal < 3; renewal++)
        {
            Assert.True(await item.RenewAsync(Cancelled));
        }

        await item.CompleteAsync(Cancelled);
        Assert.Equal(0, await queue.DepthAsync(Cancelled));
    }

    [Fact]
    public async Task Work_that_takes_longer_than_its_time_is_not_given_to_others()
    {
        var queue = await NewAsync(_short);
        await queue.SendAsync([_notice], Cancelled);
        var item = await NextAsync(queue);

        // Looking takes its time: the work ends after several times the time that the notice would be hidden for.
        var seen = await item.HoldAsync(
            async token =>
            {
                var started = TimeProvider.System.GetTimestamp();
                var others = 0;
                while (TimeProvider.System.GetElapsedTime(started) < 3 * _short)
                {
                    others += (await queue.ReceiveAsync(1, token)).Count;
                }

                return others;
            },
            TimeProvider.System,
            Cancelled
        );
        await item.CompleteAsync(Cancelled);

        Assert.Equal(0, seen);
        Assert.Equal(0, await queue.DepthAsync(Cancelled));
    }

    [Fact]
    public async Task What_is_set_aside_is_gone_from_the_queue_and_found_with_its_reason()
    {
        var queue = await NewAsync(_short);
        await queue.SendAsync([_notice], Cancelled);

        await (await NextAsync(queue)).SetAsideAsync("It is of no use.", Cancelled);

        Assert.Equal(0, await queue.DepthAsync(Cancelled));
        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));
        var found = Assert.Single(await SetAsideAsync());
        Assert.Contains("It is of no use.", found, StringComparison.Ordinal);
        Assert.Contains(_notice.Name, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_that_was_delivered_five_times_and_never_completed_is_set_aside()
    {
        var queue = await NewAsync(_long);
        await queue.SendAsync([_notice], Cancelled);
        for (var delivery = 1; delivery <= 5; delivery++)
        {
            var item = await NextAsync(queue);
            Assert.Equal(delivery, item.Deliveries);
            await item.ReleaseAsync(Cancelled);
        }

        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));

        Assert.Equal(0, await queue.DepthAsync(Cancelled));
        Assert.Contains(
            "delivered 5 times",
            Assert.Single(await SetAsideAsync()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Many_workers_get_each_notice_once()
    {
        var queue = await NewAsync(_long);
        var names = Enumerable.Range(0, 100).Select(i => $"blob-{i:d3}").ToList();
        await queue.SendAsync([.. names.Select(name => new BlobNotice(name))], Cancelled);
        var received = new ConcurrentBag<string>();

        await Parallel.ForAsync(
            0,
            4,
            Cancelled,
            async (_, token) =>
            {
                while (await queue.ReceiveAsync(7, token) is { Count: > 0 } items)
                {
                    Assert.InRange(items.Count, 1, 7);
                    foreach (var item in items)
                    {
                        received.Add(item.Notice.Name);
                        await item.CompleteAsync(token);
                    }
                }
            }
        );

        Assert.Equal(names, received.Order(StringComparer.Ordinal));
        Assert.Equal(0, await queue.DepthAsync(Cancelled));
    }

    /// <summary>A new empty queue of five deliveries, with no long wait in it.</summary>
    protected abstract Task<IWorkQueue> NewAsync(TimeSpan hiddenFor);

    /// <summary>What the queue made last has set aside, each with its reason and the name of the blob.</summary>
    protected abstract Task<IReadOnlyList<string>> SetAsideAsync();

    protected static WorkQueueOptions Options(TimeSpan hiddenFor) =>
        new() { HiddenFor = hiddenFor, LookEvery = TimeSpan.FromMilliseconds(50) };

    protected static async Task<IWorkItem> NextAsync(IWorkQueue queue)
    {
        while (true)
        {
            if (await queue.ReceiveAsync(1, Cancelled) is [var item])
            {
                return item;
            }
        }
    }
}
