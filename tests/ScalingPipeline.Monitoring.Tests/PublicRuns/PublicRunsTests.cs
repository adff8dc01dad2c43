using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;

namespace ScalingPipeline.Monitoring.Tests.PublicRuns;

public sealed class PublicRunsTests
{
    private const long SamplesPerStep = 22_440;

    private static AlertCondition[] Confirmed(params IEnumerable<Runs.Run> runs) =>
        [.. Detector.Run(PublicRun.Domain(runs)).Conditions.Where(c => c.Confirmed)];

    [Fact]
    public void A_run_of_65B_parameters_raises_its_three_spikes_and_nothing_else()
    {
        var rows = PublicRun
            .Rows("k2/k2_65b_train_loss.csv")
            .Select(r => ((long)r.Number("samples_seen") / SamplesPerStep, r.Number("loss")))
            .ToArray();
        var run = PublicRun.Of("k2", 65_000_000_000, rows.Max(r => r.Item1), rows);

        var alert = Assert.Single(Confirmed(run));

        Assert.Equal(AlertCodes.Spike, alert.Code);
        Assert.Contains("largest of 3", alert.Message, StringComparison.Ordinal);
        Assert.Contains("come back", alert.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-12-08_UNetValueEmbedsTweaks", 75)]
    [InlineData("2024-12-10_MFUTweaks", 40)]
    [InlineData("2024-12-04_ValueEmbed", 38)]
    public void Of_identical_runs_none_is_alerted(string record, int count)
    {
        var rows = PublicRun
            .Rows("nanogpt/val_loss.csv")
            .Where(r => (string)r["record"] == record && r["total_steps"] is string { Length: > 0 })
            .ToArray();
        var runs = rows.GroupBy(r => (string)r["run"])
            .Select(g =>
                PublicRun.Of(
                    g.Key,
                    124_000_000,
                    (long)g.First().Number("total_steps"),
                    [],
                    g.Where(r => r.Number("step") > 0)
                        .Select(r => ((long)r.Number("step"), r.Number("val_loss")))
                )
            )
            .ToArray();

        Assert.Equal(count, runs.Length);
        Assert.Empty(Confirmed(runs));
    }

    [Theory]
    [InlineData("c4", "2.8B", 2_800_000_000)]
    [InlineData("c4", "4.2B", 4_200_000_000)]
    [InlineData("c4", "8.7B", 8_700_000_000)]
    [InlineData("oscar", "2.8B", 2_800_000_000)]
    [InlineData("oscar", "4.2B", 4_200_000_000)]
    [InlineData("oscar", "8.7B", 8_700_000_000)]
    public void Runs_that_repeat_their_data_44_times_are_named_as_such_and_up_to_7_times_is_no_fault(
        string data,
        string size,
        long parameters
    )
    {
        const double tokensPerStep = 1e6;
        var rows = PublicRun
            .Rows("datablations/datablations_losses.csv")
            .Where(r => (string)r["data"] == data && (string)r["num_params"] == size)
            .ToArray();
        var end = (long)(rows.Max(r => r.Number("token_num")) / tokensPerStep);
        var runs = rows.GroupBy(r => (string)r["epochs"])
            .Select(g =>
            {
                var last = g.Max(r => r.Number("token_num"));
                return PublicRun.Of(
                    $"{g.Key} epochs",
                    parameters,
                    end,
                    [],
                    g.Select(r =>
                        (
                            r.Number("token_num") == last
                                ? end
                                : (long)(r.Number("token_num") / tokensPerStep),
                            r.Number("loss")
                        )
                    )
                );
            });

        var alerts = Confirmed(runs);

        Assert.All(alerts, a => Assert.Contains(a.Run, new[] { "14 epochs", "44 epochs" }));
        Assert.Equal(
            CauseCodes.RepeatedData,
            Assert.Single(alerts, a => a.Run == "44 epochs").CauseCode
        );
    }
}
