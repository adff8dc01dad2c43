using ScalingPipeline.Laws.Conversion;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Conversion;

/// <summary>Constants of Henighan et al. 2020, arXiv 2010.14701; C in PF-days.</summary>
public sealed class HenighanConversionTests
{
    /// <summary>Table 1 (nats per token) against table 3 (nats per image). The printed 8x8 constant, 1.9e3, is a slip: table 1 gives 1.87e4.</summary>
    [Theory]
    [InlineData(2.64, 1.6e-8, 0.16, 768, 1.7e10, 2026)]
    [InlineData(2.21, 3.6e-9, 0.1, 3072, 2.7e26, 6806)]
    [InlineData(4.09, 6.1e-7, 0.11, 256, 4.7e15, 1047)]
    [InlineData(3.17, 2.6e-6, 0.12, 1024, 3.1e19, 3246)]
    [InlineData(3.13, 1.8e-8, 0.19, 192, 1.87e4, 602)]
    public void Nats_for_each_image_follow_from_nats_for_each_token(
        double floor,
        double c0,
        double alpha,
        double tokens,
        double perImage,
        double irreducible
    )
    {
        var law = PowerLawForms.Total(new PowerLaw(floor, c0, alpha), tokens);

        Assert.Equal(1, law.X0 / perImage, 0.025);
        Assert.Equal(1, law.LInf / irreducible, 0.0035);
        Assert.Equal(
            tokens * new PowerLaw(floor, c0, alpha).Loss(1e-3),
            law.Loss(1e-3),
            1e-8 * law.Loss(1e-3)
        );
    }

    /// <summary>Table 1, language: (C/3.47e8)^-0.048 is GPT-3's 2.57 C^-0.048.</summary>
    [Fact]
    public void The_language_row_is_gpt3s_law()
    {
        var law = new PowerLaw(0, 3.47e8, 0.048);

        Assert.Equal(2.57, PowerLawForms.Prefactor(law), 5e-3);
        Assert.Equal(
            law.X0,
            PowerLawForms.OfPrefactor(0, PowerLawForms.Prefactor(law), 0.048).X0,
            1
        );
    }

    /// <summary>Kaplan's N_opt = 1.3e9 C^0.73 is Henighan's (C/3.3e-13)^0.73, and its inverse tells the compute that a size wants.</summary>
    [Fact]
    public void Optimal_sizes_convert_both_ways()
    {
        var relation = PowerLawForms.OfMultiplier(1.3e9, 0.73);

        Assert.Equal(1, relation.X0 / 3.3e-13, 0.02);
        Assert.Equal(1.3e9, PowerLawForms.Multiplier(relation), 1);
        Assert.Equal(10, PowerLawForms.Inverse(relation).At(relation.At(10)), 1e-9);
    }

    /// <summary>Section 3.2: with N_opt ~ C^0.7, D ~ N^0.4; never faster than N^(2/3).</summary>
    [Fact]
    public void Data_grow_slower_than_size()
    {
        Assert.Equal(0.43, new AllocationExponents(0.7, 0.05).TokensOfParameters, 5e-3);
        Assert.True(new AllocationExponents(0.6, 0.05).TokensOfParameters <= 2 / 3.0 + 1e-12);
    }

    [Fact]
    public void A_petaflop_day_is_8_64e19_flop()
    {
        var law = new PowerLaw(2.64, 1.6e-8, 0.16);
        var inFlop = PowerLawForms.InUnit(law, 1 / PowerLawForms.PetaflopDay);

        Assert.Equal(8.64e19, PowerLawForms.PetaflopDay);
        Assert.Equal(law.Loss(2), inFlop.Loss(2 * 8.64e19), 1e-12);
    }
}
