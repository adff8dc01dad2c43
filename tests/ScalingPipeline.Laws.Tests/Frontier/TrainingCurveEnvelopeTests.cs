using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;

namespace ScalingPipeline.Laws.Tests.Frontier;

public sealed class TrainingCurveEnvelopeTests
{
    /// <summary>Besiroglu et al. 2024, plain grid minimum.</summary>
    private static readonly ChinchillaLaw _law = new(1.81724, 477.84, 2143.86, 0.347313, 0.367183);

    [Fact]
    public void The_envelope_of_curves_of_a_law_has_the_exponent_of_the_law()
    {
        var optimum = TrainingCurveEnvelope.Fit(Curves(40));

        Assert.Equal(_law.ParameterAllocation, optimum.OptimalSize.Law!.Value.Exponent, 0.01);
        Assert.Equal(_law.TokenAllocation, optimum.OptimalTokens.Law!.Value.Exponent, 0.01);
        Assert.InRange(optimum.Points.Count, 1000, TrainingCurveEnvelope.FlopValues);
        foreach (var pair in optimum.Points)
        {
            Assert.True(pair.Loss >= _law.FrontierLoss(pair.Compute) * (1 - 1e-6));
        }
    }

    [Fact]
    public void A_curve_that_another_one_beats_everywhere_changes_nothing()
    {
        var curves = Curves(20);
        var worse = curves[10] with
        {
            Points = [.. curves[10].Points.Select(p => (p.Compute, p.Loss + 0.1))],
        };

        Assert.Equal(
            TrainingCurveEnvelope.Fit(curves).Points,
            TrainingCurveEnvelope.Fit([.. curves, worse]).Points
        );
    }

    [Fact]
    public void One_curve_has_no_envelope_and_the_answer_says_so()
    {
        var optimum = TrainingCurveEnvelope.Fit([Curves(20)[0]]);

        Assert.Null(optimum.OptimalSize.Law);
        Assert.Equal(Laws.Fitting.Identification.TooFewPoints, optimum.OptimalSize.Fit.Status.Kind);
    }

    [Fact]
    public void Smoothing_keeps_a_straight_curve_and_calms_a_noisy_one()
    {
        var noisy = new TrainingCurve(
            1,
            [.. Enumerable.Range(1, 200).Select(i => (i * 1e3, 3 + (0.1 * (i % 2 == 0 ? 1 : -1))))]
        );

        var smooth = noisy.Smoothed(10);

        Assert.All(smooth.Points.Skip(20).SkipLast(20), p => Assert.Equal(3, p.Loss, 1e-3));
    }

    private static TrainingCurve[] Curves(int sizes) =>
        [
            .. Enumerable
                .Range(0, sizes)
                .Select(i =>
                {
                    var n = 1e7 * Math.Pow(1e3, i / (sizes - 1.0));
                    return new TrainingCurve(
                        n,
                        [
                            .. Enumerable
                                .Range(0, 200)
                                .Select(k => 1e8 * Math.Pow(1e5, k / 199.0))
                                .Select(d => (6 * n * d, _law.Loss(n, d))),
                        ]
                    );
                }),
        ];
}
