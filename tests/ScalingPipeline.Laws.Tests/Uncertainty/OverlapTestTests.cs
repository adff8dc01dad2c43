using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Uncertainty;

public sealed class OverlapTestTests
{
    private const double Noise = 0.006;
    private const int Old = 24;
    private const int New = 8;

    private static readonly PowerLaw Law = new(1.5, 2e4, 0.18);

    [Fact]
    public void New_runs_of_the_same_law_are_seldom_called_a_change()
    {
        var alarms = Enumerable
            .Range(0, 200)
            .Average(i =>
            {
                var (before, after) = Nights((ulong)i, Law);
                return OverlapTest.Compare(before, after, FitOptions.LeastSquares).PValue < 0.05
                    ? 1.0
                    : 0;
            });

        Assert.InRange(alarms, 0, 0.08);
    }

    [Fact]
    public void A_change_that_fits_of_shared_runs_hide_from_the_plain_test_is_seen()
    {
        var changed = Law with { X0 = Law.X0 * 1.35 };
        int seen = 0,
            plain = 0;
        for (ulong i = 0; i < 100; i++)
        {
            var (before, after) = Nights(i, changed);
            seen +=
                OverlapTest.Compare(before, after, FitOptions.LeastSquares, 0.05).Change
                == LawChange.Unchanged
                    ? 0
                    : 1;
            plain +=
                ChangeTest
                    .Compare(
                        PowerLawFit.Fit(before, FitOptions.LeastSquares).Fit,
                        PowerLawFit.Fit(after, FitOptions.LeastSquares).Fit,
                        0.05
                    )
                    .Change == LawChange.Unchanged
                    ? 0
                    : 1;
        }

        Assert.True(seen >= 60, $"{seen} of 100");
        Assert.True(plain <= seen / 3, $"{plain} of 100 against {seen}");
    }

    [Fact]
    public void The_same_runs_on_both_nights_are_unchanged()
    {
        var (before, _) = Nights(1, Law);

        var result = OverlapTest.Compare(before, before, FitOptions.LeastSquares);

        Assert.Equal(LawChange.Unchanged, result.Change);
        Assert.Equal(1, result.PValue);
    }

    [Fact]
    public void Too_few_runs_are_not_comparable()
    {
        var few = Observations.OfOne("N", [1e3, 1e4, 1e5, 1e6], [4.1, 3.2, 2.7, 2.4]);

        Assert.Equal(
            LawChange.NotComparable,
            OverlapTest.Compare(few, few, FitOptions.LeastSquares).Change
        );
    }

    /// <summary>Twenty-four runs on the first night; eight more, of a law that may be another, on the second.</summary>
    private static (Observations Before, Observations After) Nights(ulong seed, PowerLaw later)
    {
        var random = new Xoshiro256(seed);
        var n = Enumerable
            .Range(0, Old + New)
            .Select(i => 1e4 * Math.Pow(10, 4.0 * (i * 7 % Old) / (Old - 1)))
            .ToArray();
        var loss = n.Select(
                (x, i) =>
                    (i < Old ? Law : later).Loss(x) * Math.Exp(Noise * SyntheticRuns.Normal(random))
            )
            .ToArray();
        var runs = Enumerable.Range(0, n.Length).Select(i => $"run {i:00}").ToArray();
        return (
            Observations.OfOne(
                "N",
                n.AsSpan(0, Old),
                loss.AsSpan(0, Old),
                runs: runs.AsSpan(0, Old)
            ),
            Observations.OfOne("N", n, loss, runs: runs)
        );
    }
}
