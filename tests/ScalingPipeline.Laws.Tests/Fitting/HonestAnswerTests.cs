using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>Published curves that no power law describes, or that do not pin one down.</summary>
public sealed class HonestAnswerTests
{
    public static TheoryData<string, string, string> DoubleDescent =>
        new()
        {
            { "nlp-model-dd", "n", "test_error" },
            { "nlp-model-dd", "n", "test_loss" },
            { "nlp-model-dd", "n", "train_loss" },
            { "dd-translation-samples-aug26-small", "n", "test_error" },
            { "dd-translation-samples-aug26-small", "n", "test_loss" },
        };

    [Theory]
    [MemberData(nameof(DoubleDescent))]
    public void A_curve_that_rises_again_is_not_a_power_law(string file, string x, string loss)
    {
        var rows = Csv.Rows(SharedData.PathOrSkip($"curves/{file}.csv")).ToArray();
        var data = Observations.OfOne(
            "N",
            Array.ConvertAll(rows, r => Csv.Number(r[x])),
            Array.ConvertAll(rows, r => Csv.Number(r[loss]))
        );

        foreach (
            var options in new[]
            {
                FitOptions.LeastSquares,
                FitOptions.Reporting,
                FitOptions.Forecast,
            }
        )
        {
            var fitted = PowerLawFit.Fit(data, options);

            Assert.Equal(Identification.PoorFit, fitted.Fit.Status.Kind);
            Assert.StartsWith(
                "The points do not follow a power law",
                fitted.Fit.Status.Reason,
                StringComparison.Ordinal
            );
            Assert.False(fitted.Fit.Status.Forecasts(0));
        }
    }

    /// <summary>Seven sizes a run: too small, too few or too curved; none is given out as a law.</summary>
    [Fact]
    public void No_curve_of_a_width_sweep_is_given_out_as_an_identified_law()
    {
        var curves = Csv.Rows(SharedData.PathOrSkip("curves/nano_val_loss_over_n_embd.csv"))
            .GroupBy(r => (r["kind"], r["hyp"]))
            .ToArray();

        Assert.Equal(24, curves.Length);
        foreach (var curve in curves)
        {
            var rows = curve.ToArray();
            var fitted = PowerLawFit.Fit(
                Observations.OfOne(
                    "N",
                    Array.ConvertAll(rows, r => Csv.Number(r["n_embd"])),
                    Array.ConvertAll(rows, r => Csv.Number(r["loss"]))
                ),
                FitOptions.LeastSquares
            );

            Assert.False(fitted.Fit.Status.IsUsable);
            Assert.NotEmpty(fitted.Fit.Status.Reason);
        }
    }

    /// <summary>data/README: a 65B run with three loss spikes, up to five times its loss; the spikes leave the Huber fit where it is and pull least squares away.</summary>
    [Fact]
    public void Spikes_do_not_move_a_huber_fit()
    {
        var all = Csv.Rows(SharedData.PathOrSkip("k2/k2_65b_train_loss.csv"))
            .Select(r => (X: Csv.Number(r["samples_seen"]), L: Csv.Number(r["loss"])))
            .Where(r => r.X > 1e7)
            .ToArray();
        var calm = all.Where(r =>
                r.X is not (> 1.15e8 and < 1.25e8 or > 1.85e8 and < 1.9e8 or > 3.05e8 and < 3.1e8)
            )
            .ToArray();

        var (robust, undisturbed) = (
            Fit(all, FitOptions.Reporting),
            Fit(calm, FitOptions.Reporting)
        );
        var (pulled, straight) = (
            Fit(all, FitOptions.LeastSquares),
            Fit(calm, FitOptions.LeastSquares)
        );

        Assert.Equal(undisturbed.Law!.Value.LInf, robust.Law!.Value.LInf, 1e-3);
        Assert.Equal(undisturbed.Law.Value.Alpha, robust.Law.Value.Alpha, 5e-4);
        Assert.True(Math.Abs(straight.Law!.Value.Alpha - pulled.Law!.Value.Alpha) > 4e-3);
        Assert.Equal(Identification.Identified, undisturbed.Fit.Status.Kind);
        Assert.Equal(Identification.Identified, robust.Fit.Status.Kind);

        static FittedLaw<PowerLaw> Fit((double X, double L)[] points, FitOptions options) =>
            PowerLawFit.Fit(
                Observations.OfOne(
                    "D",
                    Array.ConvertAll(points, p => p.X),
                    Array.ConvertAll(points, p => p.L)
                ),
                options
            );
    }

    /// <summary>data/README: these models break past the window that they were trained for.</summary>
    [Theory]
    [InlineData("proofpile-long-small-mistral.csv", "NousResearch/Yarn-Mistral-7b-64k", 65_536)]
    [InlineData("proofpile-long-small.csv", "NousResearch/Yarn-Llama-2-13b-64k", 65_536)]
    [InlineData("proofpile-long-small.csv", "NousResearch/Yarn-Llama-2-7b-64k", 65_536)]
    [InlineData("proofpile-long-small.csv", "togethercomputer/LLaMA-2-7B-32K", 32_768)]
    public void A_broken_law_finds_the_end_of_the_window_and_refuses_what_lies_beyond_its_data(
        string file,
        string model,
        double window
    )
    {
        var rows = Csv.Rows(SharedData.PathOrSkip("context/derived_loss_by_context_bin.csv"))
            .Where(r =>
                r["source_file"] == file
                && r["model"] == model
                && Csv.Number(r["context_len"]) <= 1.6 * window
            )
            .ToArray();
        var length = Array.ConvertAll(rows, r => Csv.Number(r["context_len"]));
        var loss = Array.ConvertAll(rows, r => Csv.Number(r["mean_nll_first_k"]));

        var power = PowerLawFit.Fit(Observations.OfOne("t", length, loss), FitOptions.LeastSquares);
        var broken = BrokenPowerFit.Fit(LossTable.Of(["t"], [length], loss), FitOptions.Reporting);

        Assert.False(power.Fit.Status.IsUsable);
        Assert.Equal(Identification.Identified, broken.Fit.Status.Kind);
        Assert.InRange(broken.Law!.Value.D / window, 0.98, 1.15);
        Assert.True(broken.Law.Value.C0 > 0 && broken.Law.Value.ExponentAfter < 0);
        Assert.NotNull(broken.Law.Value.Loss(window));
        Assert.Null(broken.Law.Value.Loss(2 * window));
    }

    [Fact]
    public void A_straight_curve_has_no_break()
    {
        var x = Enumerable.Range(0, 30).Select(i => 1e4 * Math.Pow(1.6, i)).ToArray();
        var loss = x.Select(
                (v, i) => (1.5 + Math.Pow(1e6 / v, 0.3)) * (1 + (1e-3 * Math.Sin(7.3 * i)))
            )
            .ToArray();

        var fitted = BrokenPowerFit.Fit(LossTable.Of(["N"], [x], loss), FitOptions.LeastSquares);

        Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
    }

    [Fact]
    public void Data_that_were_never_repeated_say_nothing_of_repetition()
    {
        var law = DataConstrainedLaw.Published;
        var rows = (
            from n in Enumerable.Range(0, 6).Select(i => 1e7 * Math.Pow(4, i))
            from d in Enumerable.Range(0, 6).Select(i => 1e9 * Math.Pow(4, i))
            select (N: n, D: d)
        ).ToArray();

        var fitted = DataConstrainedFit.Fit(
            LossTable.Of(
                ["N", "D", "U"],
                [
                    Array.ConvertAll(rows, r => r.N),
                    Array.ConvertAll(rows, r => r.D),
                    Array.ConvertAll(rows, r => r.D),
                ],
                [
                    .. rows.Select(
                        (r, i) => law.Loss(r.N, r.D, r.D) * (1 + (1e-3 * Math.Sin(5.1 * i)))
                    ),
                ]
            ),
            FitOptions.LeastSquares
        );

        Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
        Assert.StartsWith("R_D*", fitted.Fit.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_rows_for_a_law_are_told_with_the_number_it_needs()
    {
        var fitted = KaplanFit.Fit(
            LossTable.Of(
                ["N", "D"],
                [
                    [1e6, 1e7, 1e8],
                    [1e9, 1e9, 1e9],
                ],
                [4.0, 3.5, 3.2]
            ),
            FitOptions.LeastSquares
        );

        Assert.Null(fitted.Law);
        Assert.Equal(ExitReason.NotStarted, fitted.Fit.Exit);
        Assert.Equal(
            "kaplan needs at least 5 different (N, D); there are 3.",
            fitted.Fit.Status.Reason
        );
    }
}
