using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Frontier;

public sealed class InterpolatedProfilesTests
{
    /// <summary>Hoffmann et al. 2022, eq. 10.</summary>
    private static readonly ChinchillaLaw _law = new(1.69, 406.4, 410.7, 0.34, 0.28);

    /// <summary>Sizes and lengths on grids; the last two end before the optimum of their largest or smallest budgets, where the best run made is not the best that can be.</summary>
    [Theory]
    [InlineData(1e7, 1e9, 8, 1e8, 2e10, 8, 0.02)]
    [InlineData(1e7, 1e9, 6, 1e8, 2e10, 6, 0.02)]
    [InlineData(1e7, 3e9, 8, 1e8, 3e9, 8, 0.05)]
    [InlineData(1e7, 1e8, 8, 1e8, 1e11, 8, 0.05)]
    public void The_exponent_is_the_laws_own_within_its_standard_errors(
        double leastN,
        double mostN,
        int sizes,
        double leastD,
        double mostD,
        int lengths,
        double rms
    )
    {
        const int Repetitions = 20;
        var random = new Xoshiro256(7);
        double squares = 0;
        var covered = 0;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var fitted = InterpolatedProfiles
                .Fit([
                    .. from n in Geometric(leastN, mostN, sizes)
                    from d in Geometric(leastD, mostD, lengths)
                    select End(n, d, Math.Exp(0.003 * SyntheticRuns.Normal(random))),
                ])
                .OptimalSize;

            var error = fitted.Law!.Value.Exponent - _law.ParameterAllocation;
            squares += error * error;
            covered += Math.Abs(error) <= 2 * fitted.Fit["exponent"].StandardError ? 1 : 0;
        }

        Assert.InRange(Math.Sqrt(squares / Repetitions), 0, rms);
        Assert.InRange(covered, Repetitions - 2, Repetitions);
    }

    /// <summary>Without noise, where all budgets are common to all sizes, these are the profiles of approach 2.</summary>
    [Fact]
    public void Common_budgets_are_taken_as_they_are()
    {
        FrontierPoint[] runs =
        [
            .. from compute in Geometric(1e18, 1e21, 7)
            from k in Geometric(0.2, 5, 9)
            let n = k * _law.OptimalParameters(compute)
            select End(n, compute / (6 * n)),
        ];

        var optimum = InterpolatedProfiles.Fit(runs);

        Assert.Equal(
            IsoFlopProfiles.Fit(runs).Points.Select(p => Math.Round(Math.Log(p.Parameters), 6)),
            optimum.Points.Select(p => Math.Round(Math.Log(p.Parameters), 6))
        );
        Assert.Equal(
            1,
            optimum.OptimalSize.Law!.Value.Exponent + optimum.OptimalTokens.Law!.Value.Exponent,
            1e-6
        );
    }

    [Fact]
    public void Sizes_that_were_trained_to_one_length_each_tell_no_optimum()
    {
        var optimum = InterpolatedProfiles.Fit([
            .. Geometric(1e7, 1e9, 12).Select(n => End(n, 20 * n)),
        ]);

        Assert.Empty(optimum.Points);
        Assert.Equal(Identification.TooFewPoints, optimum.OptimalSize.Fit.Status.Kind);
        Assert.Equal(
            "N_opt(C) needs at least 3 budgets at which the best size lies between others; there are 0.",
            optimum.OptimalSize.Fit.Status.Reason
        );
    }

    [Fact]
    public void A_line_that_hangs_on_one_run_is_not_identified()
    {
        FrontierPoint[] all =
        [
            .. from n in Geometric(1e7, 1e9, 8) from d in Geometric(1e8, 2e10, 8) select End(n, d),
        ];
        // Of runs taken away one by one the last whose loss tells an optimum at all.
        var few = all.ToList();
        var optimum = InterpolatedProfiles.Fit(few);
        while (optimum.OptimalSize.Fit.Status.IsUsable)
        {
            few.RemoveAt(few.Count - 1);
            optimum = InterpolatedProfiles.Fit(few);
        }

        Assert.Equal(Identification.NotIdentified, optimum.OptimalSize.Fit.Status.Kind);
        Assert.Contains(
            "hangs on a single run",
            optimum.OptimalSize.Fit.Status.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_seeds_of_a_size_and_length_count_by_their_mean()
    {
        FrontierPoint[] runs =
        [
            .. from n in Geometric(1e7, 1e9, 8) from d in Geometric(1e8, 2e10, 8) select End(n, d),
        ];
        FrontierPoint[] seeds =
        [
            .. runs.SelectMany<FrontierPoint, FrontierPoint>(r =>
                [r with { Loss = r.Loss * 1.01 }, r with { Loss = r.Loss / 1.01 }]
            ),
        ];

        Assert.Equal(
            InterpolatedProfiles.Fit(runs).OptimalSize.Law!.Value.Exponent,
            InterpolatedProfiles.Fit(seeds).OptimalSize.Law!.Value.Exponent,
            1e-9
        );
    }

    private static FrontierPoint End(double parameters, double tokens, double noise = 1) =>
        new(6 * parameters * tokens, noise * _law.Loss(parameters, tokens), parameters);

    private static IEnumerable<double> Geometric(double least, double most, int count) =>
        Enumerable.Range(0, count).Select(i => least * Math.Pow(most / least, i / (count - 1.0)));
}
