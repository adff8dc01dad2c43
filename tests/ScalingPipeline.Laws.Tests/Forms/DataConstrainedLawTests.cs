using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Forms;

public sealed class DataConstrainedLawTests
{
    /// <summary>The released function of Muennighoff et al. 2023 at two points (reference/laws.md, 4.2).</summary>
    [Theory]
    [InlineData(6.34e9, 242e9, 25e9, 2.2256440889984477)]
    [InlineData(8.67e9, 178e9, 25e9, 2.2269634075087867)]
    public void Released_values_are_met_to_twelve_digits(
        double parameters,
        double tokens,
        double unique,
        double loss
    ) =>
        Assert.Equal(
            loss,
            DataConstrainedLaw.Published.Loss(parameters, tokens, unique),
            1e-12 * loss
        );

    [Fact]
    public void Without_repetition_it_is_the_law_of_unique_data()
    {
        var law = DataConstrainedLaw.Published;
        var parameters = law.OptimalParameters(1e11);

        Assert.Equal(law.Base.Loss(parameters, 1e11), law.Loss(parameters, 1e11, 1e11), 1e-13);
        Assert.Equal(
            parameters,
            law.Base.OptimalParameters(6 * parameters * 1e11),
            parameters * 1e-12
        );
    }

    /// <summary>Section 6 of the paper: up to four epochs are nearly as good as new data; more gives less and less.</summary>
    [Fact]
    public void Four_epochs_are_nearly_as_good_as_new_data_and_endless_ones_saturate()
    {
        var law = DataConstrainedLaw.Published;

        Assert.InRange(law.EffectiveTokens(4e9, 1e9), 3.7e9, 4e9);
        Assert.Equal(1e9 * (1 + law.RepeatedTokens), law.EffectiveTokens(1e15, 1e9), 1);
        Assert.True(law.EffectiveTokens(2e10, 1e9) > law.EffectiveTokens(1e10, 1e9));
    }
}
