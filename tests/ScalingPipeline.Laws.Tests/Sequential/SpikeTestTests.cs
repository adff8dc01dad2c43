using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class SpikeTestTests
{
    /// <summary>data/README: K2-65B has three real spikes, near samples 121,747,200, 187,680,000 and 307,305,600 to 307,466,760.</summary>
    [Fact]
    public void The_three_real_spikes_of_k2_are_found_and_nothing_else()
    {
        var log = Csv.Rows(SharedData.PathOrSkip("k2/k2_65b_train_loss.csv"))
            .Select(r => (Samples: Csv.Number(r["samples_seen"]), Loss: Csv.Number(r["loss"])))
            .GroupBy(p => p.Samples)
            .Select(g => g.Last())
            .OrderBy(p => p.Samples)
            .ToArray();

        var spikes = SpikeTest.Find(Array.ConvertAll(log, p => p.Loss));

        Assert.Equal(3, spikes.Count);
        Assert.InRange(log[spikes[0].Peak].Samples, 121.7e6, 121.8e6);
        Assert.InRange(log[spikes[1].Peak].Samples, 187.6e6, 187.8e6);
        Assert.InRange(log[spikes[2].Peak].Samples, 307.3e6, 307.5e6);
        Assert.Equal(Math.Log(2.360 / 1.605), spikes[0].Rise, 0.02);
    }

    [Fact]
    public void White_noise_and_a_slow_fall_have_no_spike()
    {
        var losses = SyntheticRuns.Losses(5000, scatter: 0.05, seed: 3);

        Assert.Empty(SpikeTest.Find(losses));
    }

    [Fact]
    public void One_spike_of_several_points_is_one_event()
    {
        var losses = SyntheticRuns.Losses(1000, scatter: 0.01, seed: 4);
        for (var i = 600; i < 606; i++)
        {
            losses[i] *= 2;
        }

        var spike = Assert.Single(SpikeTest.Find(losses));

        Assert.Equal(600, spike.First);
        Assert.Equal(605, spike.Last);
        Assert.Equal(Math.Log(2), spike.Rise, 0.05);
    }

    [Fact]
    public void A_fall_or_a_missing_value_is_not_a_spike()
    {
        var losses = SyntheticRuns.Losses(1000, scatter: 0.01, seed: 5);
        losses[500] *= 0.5;
        losses[700] = double.NaN;
        losses[800] = double.PositiveInfinity;

        Assert.Empty(SpikeTest.Find(losses));
    }

    [Fact]
    public void A_rise_that_stays_becomes_the_new_level_after_one_window()
    {
        var losses = SyntheticRuns.Losses(2000, scatter: 0.01, seed: 6);
        for (var i = 1000; i < losses.Length; i++)
        {
            losses[i] *= 2;
        }

        var spike = Assert.Single(SpikeTest.Find(losses));

        Assert.Equal(1000, spike.First);
        Assert.InRange(spike.Last, 1150, 1250);
    }
}
