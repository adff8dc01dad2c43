using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Laws;

/// <summary>The loss of runs that nobody has trained, from runs whose final losses follow L(N, D).</summary>
public sealed class FamilyForecastsTests
{
    private const double Parameters = 30_000;
    private const double OfNoRun = 12_345_678;

    private static readonly ChinchillaLaw _law = new(1.2, 6, 60, 0.3, 0.32);

    [Fact]
    public void A_length_that_no_run_was_trained_to_is_forecast_from_the_law_of_both() =>
        Assert.Equal("L(N,D)", OfLengths(200, 800, 3200).At(Parameters, OfNoRun).Law);

    [Fact]
    public void Where_that_law_is_not_known_it_is_refused_with_a_sentence()
    {
        var refusal = Assert.Throws<NoForecastException>(() =>
            OfLengths(200).At(Parameters, OfNoRun)
        );

        Assert.Equal(NoForecast.NotIdentified, refusal.Kind);
        Assert.EndsWith(
            "Nor does L(N) at this length: no run was trained to it.",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    private static FamilyForecasts OfLengths(params int[] steps)
    {
        var runs =
            from length in steps
            from run in new SimulatedFamily { Seed = length, Steps = length }.Runs()
            select run with
            {
                Metadata = run.Metadata with { Run = $"{run.Name}-s{length}" },
                Evaluations =
                [
                    .. run.Evaluations.Select(e =>
                        SimulatedFamily.Evaluated(
                            e.Step,
                            _law.Loss(
                                run.Metadata.Parameters,
                                e.Step * SimulatedFamily.TokensPerStep
                            )
                        )
                    ),
                ],
            };
        return FamilyForecasts.Of(SimulatedDomain.Of(runs), null, ForecastCalibration.Public);
    }
}
