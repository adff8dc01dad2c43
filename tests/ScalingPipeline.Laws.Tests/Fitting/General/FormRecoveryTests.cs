using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Fitting.General;

/// <summary>Every law is found again from its own losses, with the laws that papers print.</summary>
public sealed class FormRecoveryTests
{
    public static TheoryData<string> Estimators => ["least squares", "Huber"];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Kaplans_law_of_size_and_data(string estimator)
    {
        var law = KaplanLaw.Published;
        var data = Grid("N", 1e5, 1e9, "D", 2e7, 2e10, law.Loss);

        var fitted = KaplanFit.Fit(data, Options(estimator));

        Found(fitted, ("N_c", law.Nc), ("D_c", law.Dc), ("alpha_N", 0.076), ("alpha_D", 0.103));
        Assert.Equal(law.Loss(1e12, 1e12), fitted.Law!.Value.Loss(1e12, 1e12), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Kaplans_law_of_size_and_steps(string estimator)
    {
        var law = KaplanStepLaw.Published;
        var data = Grid("N", 1e5, 1e9, "S", 1e3, 1e6, law.Loss);

        var fitted = KaplanStepFit.Fit(data, Options(estimator));

        Found(fitted, ("N_c", law.Nc), ("S_c", law.Sc), ("alpha_N", 0.077), ("alpha_S", 0.76));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void The_data_constrained_law(string estimator)
    {
        var law = DataConstrainedLaw.Published;
        var rows = (
            from n in Geometric(1e7, 1e10, 6)
            from u in Geometric(1e8, 1e11, 4)
            from epochs in new[] { 1.0, 4, 15, 50 }
            select (N: n, D: u * epochs, U: u)
        ).ToArray();
        var data = LossTable.Of(
            ["N", "D", "U"],
            [
                Array.ConvertAll(rows, r => r.N),
                Array.ConvertAll(rows, r => r.D),
                Array.ConvertAll(rows, r => r.U),
            ],
            Array.ConvertAll(rows, r => law.Loss(r.N, r.D, r.U))
        );

        var fitted = DataConstrainedFit.Fit(data, Options(estimator));

        Found(
            fitted,
            ("E", law.Base.E),
            ("alpha", law.Base.Alpha),
            ("R_D*", law.RepeatedTokens),
            ("R_N*", law.ExcessParameters)
        );
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void The_shifted_power_law(string estimator)
    {
        var law = new ShiftedPowerLaw(40, 1e-7, 0.18);

        var fitted = ShiftedPowerFit.Fit(Line("D", 1e4, 1e9, law.Loss), Options(estimator));

        Found(fitted, ("beta", 40), ("gamma", 1e-7), ("c", 0.18));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void The_sigmoidal_power_law(string estimator)
    {
        var law = new SigmoidalPowerLaw(0.2, 1, 0.8, 30, 0.35);

        var fitted = SigmoidalPowerFit.Fit(Line("D", 1e3, 1e9, law.Loss, 30), Options(estimator));

        Found(fitted, ("E_inf", 0.2), ("E_0", 1), ("alpha", 0.8), ("beta", 30), ("c", 0.35));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void The_broken_power_law(string estimator)
    {
        var law = new BrokenPowerLaw(1.2, 30, 0.15, 0.3, 1e7, 0.4, 1e10);

        var fitted = BrokenPowerFit.Fit(
            Line("N", 1e4, 1e10, x => law.Loss(x)!.Value, 30),
            Options(estimator)
        );

        Found(fitted, ("E", 1.2), ("b", 30), ("c0", 0.15), ("c1", 0.3), ("d", 1e7), ("f", 0.4));
    }

    private static FitOptions Options(string estimator) =>
        estimator == "Huber" ? FitOptions.Reporting : FitOptions.LeastSquares;

    private static void Found<TLaw>(
        FittedLaw<TLaw> fitted,
        params (string Name, double Value)[] parameters
    )
        where TLaw : struct
    {
        Assert.True(
            fitted.Fit.Status.Kind == Identification.Identified,
            $"{fitted.Fit.Status} {fitted.Law} {fitted.Fit.Objective}"
        );
        Assert.True(fitted.Fit.Exit.IsMinimum());
        foreach (var (name, value) in parameters)
        {
            Assert.Equal(1, fitted.Fit[name].Value / value, 1e-3);
        }
    }

    private static double[] Geometric(double least, double greatest, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => least * Math.Pow(greatest / least, i / (count - 1.0))),
        ];

    private static LossTable Line(
        string variable,
        double least,
        double greatest,
        Func<double, double> loss,
        int count = 20
    )
    {
        var x = Geometric(least, greatest, count);
        return LossTable.Of([variable], [x], Array.ConvertAll(x, v => loss(v)));
    }

    private static LossTable Grid(
        string first,
        double least,
        double greatest,
        string second,
        double secondLeast,
        double secondGreatest,
        Func<double, double, double> loss
    )
    {
        var rows = (
            from x in Geometric(least, greatest, 6)
            from y in Geometric(secondLeast, secondGreatest, 6)
            select (X: x, Y: y)
        ).ToArray();
        return LossTable.Of(
            [first, second],
            [Array.ConvertAll(rows, r => r.X), Array.ConvertAll(rows, r => r.Y)],
            Array.ConvertAll(rows, r => loss(r.X, r.Y))
        );
    }
}
