using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Forms;

public sealed class PowerLawTests
{
    /// <summary>Kaplan et al. 2020: L(N) = (8.8e13/N)^.076 gives 2.830 at 1e8 and 2.376 at 1e9 parameters (laws.md 8.5).</summary>
    [Fact]
    public void Kaplans_law_of_size_gives_its_published_losses()
    {
        var law = new PowerLaw(0, 8.8e13, 0.076);

        Assert.Equal(2.830, law.Loss(1e8), 5e-4);
        Assert.Equal(2.376, law.Loss(1e9), 5e-4);
    }

    /// <summary>Henighan et al. 2020, table 1, image 8x8.</summary>
    [Fact]
    public void The_inverse_gives_back_the_size_and_the_floor_is_never_reached()
    {
        var law = new PowerLaw(3.12, 80, 0.24);

        Assert.Equal(1e6, law.XAtLoss(law.Loss(1e6)), 1e-3);
        Assert.Equal(double.PositiveInfinity, law.XAtLoss(3.12));
        Assert.Equal(1, law.ReducibleLoss(80));
    }
}
