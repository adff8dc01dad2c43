using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Movement;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Laws;

public sealed class RunTermsTests
{
    private static readonly ChinchillaLaw _true = new GrowingDomain { Seed = 0 }.Law;

    private static readonly LawRecord _law = GrowingDomain.Laws(
        new GrowingDomain
        {
            Seed = 7,
            Before = 24,
            Offset = 0.0005,
        }.Evening()
    )[0];

    [Theory]
    [InlineData(2e6, 6e9, Bottleneck.Parameters)]
    [InlineData(6e8, 2e8, Bottleneck.Tokens)]
    [InlineData(1.2e8, 2e9, Bottleneck.Compute)]
    public void The_larger_reducible_term_limits_a_run(
        double parameters,
        double tokens,
        Bottleneck limit
    )
    {
        var (terms, basis) = RunTerms.Of(View((long)parameters, (long)tokens), _law);

        Assert.Equal(limit, terms!.Limit);
        Assert.Equal(_true.E, terms.Floor, 0.1);
        Assert.Equal(
            _true.Loss(parameters, tokens),
            terms.Floor + terms.OfParameters + terms.OfTokens,
            0.01
        );
        Assert.True(terms.FloorError > 0);
        Assert.StartsWith("by L(N,D) of 24 runs", basis, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_left_out_of_the_law_has_no_terms_and_no_limit()
    {
        var view = View(2_000_000, 6_000_000_000);
        var excluded = _law with { Excluded = [new ExcludedRun(view.Name, "alerted: divergence")] };
        var training = _law with
        {
            Excluded = [new ExcludedRun(view.Name, "step 5 of 9: still training")],
        };

        var (terms, basis) = RunTerms.Of(view, excluded);

        Assert.Null(terms);
        Assert.EndsWith("left out of L(N,D): alerted: divergence", basis, StringComparison.Ordinal);
        Assert.NotNull(RunTerms.Of(view, training).Terms);
    }

    [Fact]
    public void Without_a_law_that_is_identified_the_terms_are_not()
    {
        var analysis = DomainRefit.Analyse(SimulatedDomain.Of(new SimulatedFamily().Runs()));

        Assert.All(
            analysis.Runs,
            run =>
            {
                Assert.Null(run.Terms);
                Assert.StartsWith("not identified: ", run.TermsBasis, StringComparison.Ordinal);
            }
        );
        Assert.Null(RunTerms.Of(View(1_000, null), _law).Terms);
    }

    private static RunView View(long parameters, long? tokens)
    {
        var run = new SimulatedFamily().Runs()[0];
        run = run with
        {
            Metadata = run.Metadata with
            {
                Parameters = parameters,
                TotalSteps = tokens is null ? null : 1_000,
                TokensPerStep = tokens / 1_000,
            },
        };
        return new RunView(run, SimulatedDomain.Of(run));
    }
}
