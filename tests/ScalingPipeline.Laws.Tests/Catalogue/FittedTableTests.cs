using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Catalogue;

/// <summary>Predictions come from the forecast fit, of every law.</summary>
public sealed class FittedTableTests
{
    private static readonly ChinchillaLaw Truth = new(1.8172, 477.84, 2143.86, 0.3473, 0.3672);

    public static TheoryData<string> Laws => [.. LawCatalogue.All.Select(law => law.Name)];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Every_law_forecasts_with_an_interval_or_says_why_not(string name)
    {
        var law = LawCatalogue.Find(name)!;
        var data = Simulated(law);
        var fitted = law.Fit(data, FitOptions.Reporting with { Loss = law.Published });
        var next = Array.ConvertAll(
            Enumerable.Range(0, law.Variables.Count).ToArray(),
            column => 2 * data.Rows.Max(row => row[column])
        );

        if (fitted.Predict(next, 0.9, out var reason) is not { } prediction)
        {
            Assert.NotEmpty(reason!);
            return;
        }

        var isCurve = LawCatalogue.IsCurve(law);
        Assert.StartsWith(
            isCurve
                ? "curve extrapolation, measured on 72 vision curves"
                : "forecast fit, pooled scale of seven families",
            prediction.Basis,
            StringComparison.Ordinal
        );
        Assert.True(prediction.Low < prediction.Loss && prediction.Loss < prediction.High);
        // A curve has one fit, which forecasts.
        Assert.Equal(isCurve, fitted.Loss(next) == prediction.Loss);
        Assert.True(prediction.Decades > 0);
    }

    [Fact]
    public void L_of_N_and_D_predicts_what_its_forecaster_forecasts()
    {
        var law = LawCatalogue.Find("L(N,D)")!;
        var data = Simulated(law);
        var observations = Observations.OfParametersAndTokens(
            [.. data.Rows.Select(row => row[0])],
            [.. data.Rows.Select(row => row[1])],
            [.. data.LogLoss.Select(Elementary.Exp)]
        );

        var prediction = law.Fit(data, FitOptions.Reporting).Predict([4e10, 1e12], 0.9, out _);
        var forecast = new Forecaster().At(
            ChinchillaFit.Fit(observations, FitOptions.Forecast),
            4e10,
            1e12,
            scores: InnerScores.Of(observations, FitOptions.Forecast)
        );

        Assert.Contains("this family's own", prediction!.Value.Basis, StringComparison.Ordinal);
        Assert.Equal(forecast.Loss, prediction.Value.Loss, 1e-9);
        Assert.Equal(forecast.Low, prediction.Value.Low, 1e-9);
        Assert.Equal(forecast.High, prediction.Value.High, 1e-9);
    }

    /// <summary>Small runs that follow another slope pull the unweighted fit, which papers report, off the large ones.</summary>
    [Theory]
    [InlineData("M3(N)")]
    [InlineData("L(N)")]
    public void The_large_runs_decide_a_forecast(string name)
    {
        var law = LawCatalogue.Find(name)!;
        var random = new Xoshiro256(3);
        var n = Enumerable.Range(0, 40).Select(i => 1e6 * Math.Pow(10, i / 10.0)).ToArray();
        var loss = Array.ConvertAll(
            n,
            x =>
                Clean(x)
                * (1 + (0.05 * Math.Pow(1e6 / x, 0.8)))
                * Math.Exp(2e-3 * SyntheticRuns.Normal(random))
        );
        var fitted = law.Fit(
            LossTable.Of(["N"], [n], loss),
            FitOptions.Reporting with
            {
                Loss = law.Published,
            }
        );
        var truth = Clean(1e11);

        var prediction = fitted.Predict([1e11], 0.9, out var reason);

        Assert.Null(reason);
        Assert.True(
            Math.Abs(Math.Log(prediction!.Value.Loss / truth))
                < Math.Abs(Math.Log(fitted.Loss([1e11]) / truth))
        );
        Assert.InRange(truth, prediction.Value.Low, prediction.Value.High);

        double Clean(double x) =>
            law.Name is "L(N)" ? 1.5 + Math.Pow(1e8 / x, 0.3) : 6 * Math.Pow((1 / x) + 3e-10, 0.06);
    }

    /// <summary>A grid of sizes and tokens, a third of them repeated six times, with one seed's noise.</summary>
    private static LossTable Simulated(LawDefinition law)
    {
        var random = new Xoshiro256(11);
        var rows = (
            from n in Enumerable.Range(0, 9).Select(i => 4e7 * Math.Pow(2, i))
            from d in Enumerable.Range(0, 9).Select(i => 1e9 * Math.Pow(2, i))
            where law.Variables.Count > 1 || n / d is > 0.03 and < 0.05
            select (N: n, D: d, U: (int)Math.Log2(n * d) % 3 == 0 ? d / 6 : d)
        ).ToArray();
        return LossTable.Of(
            [.. law.Variables.Select(v => v.Symbol())],
            [.. law.Variables.Select(v => Array.ConvertAll(rows, row => Value(row, v)))],
            [
                .. rows.Select(row =>
                    Truth.Loss(row.N, row.U + ((row.D - row.U) / 2))
                    * Math.Exp(2e-3 * SyntheticRuns.Normal(random))
                ),
            ]
        );

        static double Value((double N, double D, double U) row, TableVariable variable) =>
            variable switch
            {
                TableVariable.Parameters => row.N,
                TableVariable.Tokens => row.D,
                TableVariable.Compute => 6 * row.N * row.D,
                TableVariable.TokensPerParameter => row.D / row.N,
                TableVariable.UniqueTokens => row.U,
                TableVariable.Steps => row.D / 1e6,
                _ => row.D / 1e8,
            };
    }
}
