using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class DataConstrainedFitTests
{
    /// <summary>The paper's own procedure: the law of unique data is known, R_D* 15.39 and R_N* 5.31 are fitted around it.</summary>
    [Fact]
    public void Repetition_is_found_around_a_known_law_of_unique_data()
    {
        var law = DataConstrainedLaw.Published;

        var fitted = DataConstrainedFit.FitRepetition(
            Repeated(law),
            law.Base,
            FitOptions.Reporting
        );

        Assert.Equal(Identification.Identified, fitted.Fit.Status.Kind);
        Assert.Equal(
            law.RepeatedTokens,
            fitted.Law!.Value.RepeatedTokens,
            3 * fitted.Fit["R_D*"].StandardError
        );
        Assert.Equal(
            law.ExcessParameters,
            fitted.Law.Value.ExcessParameters,
            3 * fitted.Fit["R_N*"].StandardError
        );
        Assert.Equal(0, fitted.Fit["alpha"].StandardError);
        Assert.Equal(law.Base.E, fitted.Law.Value.Base.E, 1e-12);
    }

    [Fact]
    public void A_law_with_two_exponents_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            DataConstrainedFit.FitRepetition(
                Repeated(DataConstrainedLaw.Published),
                new ChinchillaLaw(1.8, 480, 2100, 0.35, 0.37),
                FitOptions.Reporting
            )
        );

        Assert.Contains("one for both", error.Message, StringComparison.Ordinal);
    }

    /// <summary>229 measured runs from 7M to 4B parameters and up to 1,000 epochs: losses rise again where data are repeated hopelessly, which the law cannot.</summary>
    [Fact]
    public void A_grid_with_hopeless_repetition_does_not_follow_the_law()
    {
        var data = DatablationRuns.Load(mostEpochs: 1e9);

        var fitted = DataConstrainedFit.Fit(data, FitOptions.Reporting);

        Assert.Equal(229, data.Count);
        Assert.Equal(Identification.PoorFit, fitted.Fit.Status.Kind);
    }

    /// <summary>Up to five epochs the same runs do not tell repeated tokens from new ones (the paper: four epochs are nearly as good).</summary>
    [Fact]
    public void Few_epochs_count_as_new_data()
    {
        var fitted = DataConstrainedFit.Fit(
            DatablationRuns.Load(mostEpochs: 5),
            FitOptions.Reporting
        );

        Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
        Assert.StartsWith(
            "R_D* is not identified",
            fitted.Fit.Status.Reason,
            StringComparison.Ordinal
        );
    }

    private static LossTable Repeated(DataConstrainedLaw law)
    {
        var random = new Xoshiro256(11);
        var rows = (
            from n in Enumerable.Range(0, 6).Select(i => 1e7 * Math.Pow(4, i))
            from u in Enumerable.Range(0, 4).Select(i => 1e8 * Math.Pow(10, i))
            from epochs in new[] { 1.0, 4, 15, 50 }
            select (
                N: n,
                D: u * epochs,
                U: u,
                L: law.Loss(n, u * epochs, u) * Math.Exp(0.003 * SyntheticRuns.Normal(random))
            )
        ).ToArray();
        return LossTable.Of(
            ["N", "D", "U"],
            [
                Array.ConvertAll(rows, r => r.N),
                Array.ConvertAll(rows, r => r.D),
                Array.ConvertAll(rows, r => r.U),
            ],
            Array.ConvertAll(rows, r => r.L)
        );
    }
}
