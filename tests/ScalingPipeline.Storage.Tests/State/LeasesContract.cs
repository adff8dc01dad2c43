using ScalingPipeline.Storage.State.Leases;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What every lease does, whatever database it is in. A lease that is taken for no time has run out.</summary>
public abstract class LeasesContract : StateContract
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private SqlLeases Another => new(Opened());

    [Fact]
    public async Task A_free_lease_is_taken_and_nobody_else_gets_it()
    {
        var lease = await Leases.TryTakeAsync("scan:a", _hour, Cancelled);

        Assert.Equal(("scan:a", 1L), (lease?.Name, lease?.Token));
        Assert.Null(await Another.TryTakeAsync("scan:a", _hour, Cancelled));
        Assert.NotNull(await Another.TryTakeAsync("scan:b", _hour, Cancelled));
    }

    [Fact]
    public async Task Its_holder_takes_it_again_with_the_same_token()
    {
        var lease = await Leases.TryTakeAsync("a", _hour, Cancelled);

        Assert.Equal(lease, await Leases.TryTakeAsync("a", _hour, Cancelled));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_taken_over_with_a_greater_token_and_the_old_holder_cannot_renew_it()
    {
        var old = (await Leases.TryTakeAsync("a", TimeSpan.Zero, Cancelled))!;

        var current = (await Another.TryTakeAsync("a", _hour, Cancelled))!;

        Assert.Equal(old.Token + 1, current.Token);
        Assert.False(await Leases.RenewAsync(old, _hour, Cancelled));
        Assert.Null(await Leases.TryTakeAsync("a", _hour, Cancelled));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_renewed_when_nobody_took_it()
    {
        var lease = (await Leases.TryTakeAsync("a", TimeSpan.Zero, Cancelled))!;

        Assert.True(await Leases.RenewAsync(lease, _hour, Cancelled));
        Assert.Null(await Another.TryTakeAsync("a", _hour, Cancelled));
    }

    [Fact]
    public async Task A_lease_that_is_given_back_is_free_at_once_and_its_token_still_grows()
    {
        var first = (await Leases.TryTakeAsync("a", _hour, Cancelled))!;
        await Leases.ReleaseAsync(first, Cancelled);
        Assert.False(await Leases.RenewAsync(first, _hour, Cancelled));

        var second = (await Leases.TryTakeAsync("a", _hour, Cancelled))!;

        Assert.Equal(first.Token + 1, second.Token);
        await Leases.ReleaseAsync(first, Cancelled);
        Assert.True(await Leases.RenewAsync(second, _hour, Cancelled));
    }

    [Fact]
    public async Task A_lease_taken_by_a_clock_that_was_ahead_is_free_and_its_holder_cannot_renew_it()
    {
        var ahead = (await Leases.TryTakeAsync("a", TimeSpan.FromHours(14), Cancelled))!;

        var current = (await Another.TryTakeAsync("a", _hour, Cancelled))!;

        Assert.Equal(ahead.Token + 1, current.Token);
        Assert.False(await Leases.RenewAsync(ahead, _hour, Cancelled));
    }

    [Fact]
    public async Task Of_many_that_want_it_at_once_one_gets_it()
    {
        SqlLeases[] processes = [.. Enumerable.Range(0, 4).Select(_ => Another)];
        var holders = 0;

        await Parallel.ForAsync(
            0,
            32,
            Cancelled,
            async (i, cancellationToken) =>
            {
                var process = new SqlLeases(Database);
                var leases = i < processes.Length ? processes[i] : process;
                if (await leases.TryTakeAsync("a", _hour, cancellationToken) is not null)
                {
                    Interlocked.Increment(ref holders);
                }
            }
        );

        Assert.Equal(1, holders);
    }
}
