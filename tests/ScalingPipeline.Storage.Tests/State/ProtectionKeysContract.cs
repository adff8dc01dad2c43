using ScalingPipeline.Storage.State.Protection;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What every database keeps of the keys that protect cookies.</summary>
public abstract class ProtectionKeysContract : StateContract
{
    [Fact]
    public async Task A_key_is_there_for_every_process_on_the_state()
    {
        var kept = await new SqlProtectionKeys(Database).AddAsync("key-1", "<key/>", Cancelled);

        Assert.True(kept);
        Assert.Equal(["<key/>"], await new SqlProtectionKeys(Opened()).ReadAsync(Cancelled));
    }

    [Fact]
    public async Task Of_processes_that_begin_together_all_have_the_key_of_the_first()
    {
        StateDatabaseKeys[] processes =
        [
            .. Enumerable.Range(0, 4).Select(i => new StateDatabaseKeys($"key-{i}", new(Opened()))),
        ];

        var kept = await Task.WhenAll(
            processes.Select(p => p.Keys.AddAsync(p.Name, p.Name, Cancelled))
        );

        Assert.Single(kept, isKept => isKept);
        Assert.Single(await new SqlProtectionKeys(Database).ReadAsync(Cancelled));
    }

    private sealed record StateDatabaseKeys(string Name, SqlProtectionKeys Keys);
}
