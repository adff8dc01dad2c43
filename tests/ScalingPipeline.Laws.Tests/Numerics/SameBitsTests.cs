using System.Diagnostics;
using System.Globalization;
using ScalingPipeline.Laws.Extrapolation;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Numerics;

/// <summary>Laws are stored and compared night by night, so two machines must give the same bits: with AVX-512, without any vector unit, without a fused multiply-add.</summary>
public sealed class SameBitsTests
{
    /// <summary>Set in the processes that these tests start: the bits that they must give.</summary>
    private const string Expected = "SCALING_PIPELINE_EXPECTED_BITS";

    private static readonly ChinchillaLaw Law = new(1.7, 400, 2000, 0.34, 0.37);

    [Fact]
    public void One_thread_or_many_give_the_same_bits()
    {
        var expected = Environment.GetEnvironmentVariable(Expected) ?? Bits();
        var given = new string[6];

        Parallel.For(0, given.Length, i => given[i] = Bits());

        Assert.All(given, bits => Assert.Equal(expected, bits));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_bits_are_the_same_without_the_units_of_this_processor(string setting)
    {
        if (Environment.GetEnvironmentVariable(Expected) is not null)
        {
            return;
        }

        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                "exec",
                typeof(SameBitsTests).Assembly.Location,
                "-noLogo",
                "-class",
                typeof(SameBitsTests).FullName!,
            },
            Environment = { [setting] = "0", [Expected] = Bits() },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(
            TestContext.Current.CancellationToken
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
    }

    /// <summary>What a machine with a vector unit gave; whoever changes a fit or a function changes it knowingly.</summary>
    [Fact]
    public void A_fit_of_a_general_form_has_fixed_bits() =>
        Assert.Equal(
            "3ffe28df4ddcb11c 3f804275a2c289b8 "
                + "408175e1142a0f03 4035ee98059545d8 "
                + "4099527a4951913a 4053ece0342293e6 "
                + "3fd6dbae22dd9ffa 3f64e0585ce8ddd5 "
                + "402fd59b7f3b253c 3ff3a597e0201b70 "
                + "40153c0812211b58 3fcfeb4644832b76",
            string.Join(' ', General().Select(Bits))
        );

    /// <summary>A reporting fit, a forecast fit, a bootstrap replicate, a law of size, a curve and two general forms with intervals.</summary>
    private static string Bits()
    {
        var data = Runs();
        var reporting = ChinchillaFit.Fit(data, FitOptions.Reporting).Law!.Value;
        var forecast = ChinchillaFit.Fit(data, FitOptions.Forecast).Law!.Value;
        var replicate = Bootstrap.OfChinchilla(data, FitOptions.Reporting, 7, 20)!.Laws[^1];
        var size = PowerLawFit.Fit(Sizes(), FitOptions.Forecast).Law!.Value;
        var curve = Curve();
        double[] values =
        [
            reporting.E,
            reporting.A,
            reporting.Beta,
            forecast.E,
            forecast.B,
            forecast.Alpha,
            forecast.Loss(1e10, 2e11),
            replicate.Alpha,
            replicate.B,
            size.X0,
            size.LInf,
            curve.Loss(3e8),
            curve.At(3e8).High,
            .. General(),
            .. WaldIntervals
                .Of(PowerLawFit.Fit(Sizes(), FitOptions.Reporting).Fit)
                .Select(i => i.High),
        ];
        return string.Join(' ', values.Select(Bits));
    }

    private static string Bits(double value) =>
        BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The data-constrained law of runs of up to 16 epochs, each parameter with its standard error.</summary>
    private static double[] General()
    {
        var random = new Xoshiro256(5);
        var law = DataConstrainedLaw.Published;
        List<double> n = [],
            d = [],
            unique = [],
            loss = [];
        for (var i = 0; i < 7; i++)
        {
            for (var j = 0; j < 8; j++)
            {
                n.Add(1e7 * (1 << i));
                d.Add(2e8 * (1 << (2 * j)));
                unique.Add(j % 2 == 0 ? d[^1] : d[^1] / 16);
                loss.Add(
                    law.Loss(n[^1], d[^1], unique[^1])
                        * (0.995 + (0.01 * SyntheticRuns.Uniform(random)))
                );
            }
        }

        var table = LossTable.Of(
            ["N", "D", "U"],
            [
                [.. n],
                [.. d],
                [.. unique],
            ],
            loss
        );
        var fitted = DataConstrainedFit.Fit(table, FitOptions.Reporting).Fit;
        return [.. fitted.Parameters.SelectMany(p => new[] { p.Value, p.StandardError })];
    }

    private static Observations Runs()
    {
        var random = new Xoshiro256(3);
        List<double> n = [],
            d = [],
            loss = [];
        for (var i = 0; i < 8; i++)
        {
            for (var j = 0; j < 7; j++)
            {
                n.Add(1e7 * (1 << i));
                d.Add(2e8 * (1 << (2 * j)));
                loss.Add(Law.Loss(n[^1], d[^1]) * (0.99 + (0.02 * SyntheticRuns.Uniform(random))));
            }
        }

        return Observations.OfParametersAndTokens([.. n], [.. d], [.. loss]);
    }

    private static Observations Sizes()
    {
        double[] n = [1e6, 3e6, 1e7, 3e7, 1e8, 3e8];
        return Observations.OfOne("N", n, [4.21, 3.75, 3.32, 2.99, 2.71, 2.51]);
    }

    private static CurveExtrapolation Curve()
    {
        var random = new Xoshiro256(4);
        double[] x = [.. Enumerable.Range(1, 40).Select(i => 2e6 * i)];
        return CurveExtrapolation.Of(
            x,
            Array.ConvertAll(
                x,
                v => (0.3 + (2e6 / (v + 1e6))) * (0.98 + (0.04 * SyntheticRuns.Uniform(random)))
            )
        )!;
    }
}
