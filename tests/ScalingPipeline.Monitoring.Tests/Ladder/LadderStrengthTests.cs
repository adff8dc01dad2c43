using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Positions;
using ScalingPipeline.Monitoring.Detection.Sequences;

namespace ScalingPipeline.Monitoring.Tests.Ladder;

/// <summary>How near real healthy runs come to the limits that rest on them.</summary>
public sealed class LadderStrengthTests
{
    private static readonly string[] _faulty =
    [
        "lang-tf-n82944-d2621k-s4713",
        "lang-tf-n82944-d2621k-s6281",
    ];

    [Fact]
    public async Task First_tokens_and_the_spread_over_sequences_keep_far_from_their_limits()
    {
        var runs = 0;
        foreach (var domain in (string[])["language", "code", "math", "image8x8"])
        {
            var snapshot = await LadderLogs.ReadAsync(
                domain,
                TestContext.Current.CancellationToken
            );
            var views = snapshot
                .Runs.Where(r => !_faulty.Contains(r.Name, StringComparer.Ordinal))
                .Select(r => new RunView(r, snapshot))
                .ToArray();
            foreach (var view in views)
            {
                // Of any schedule length: more than the rules compare.
                RunView[] siblings =
                [
                    .. views.Where(v =>
                        v != view && string.Equals(v.Family, view.Family, StringComparison.Ordinal)
                    ),
                ];
                var first = FirstTokenRule.Strength(view, siblings);
                var memorised = MemorisedSequencesRule.Strength(view, siblings);
                TestContext.Current.TestOutputHelper!.WriteLine(
                    $"{view.Name} {first:0.000} {memorised:0.00}"
                );
                Assert.False(first > 0.17, $"{view.Name}: {first}");
                Assert.False(memorised > 2, $"{view.Name}: {memorised}");
                runs += double.IsNaN(first) || double.IsNaN(memorised) ? 0 : 1;
            }
        }

        Assert.True(runs >= 29, $"{runs}");
    }
}
