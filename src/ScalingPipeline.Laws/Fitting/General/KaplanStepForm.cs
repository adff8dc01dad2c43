using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = ln(exp(a - alpha_N u) + exp(b - alpha_S v)) in centred logs of N and S_min.</summary>
internal sealed class KaplanStepForm(LossTable data) : LawForm<KaplanStepLaw>
{
    private readonly double centreN = LinearTerms.MeanLog(data, 0);
    private readonly double centreS = LinearTerms.MeanLog(data, 1);

    public override string Name => "L(N,S)";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        new FormParameter("the level of the size term"),
        new FormParameter("the level of the step term"),
        FormParameter.Exponent("alpha_N", "N"),
        FormParameter.Exponent("alpha_S", "S"),
    ];

    public override double Compute(ReadOnlySpan<double> row) => row[0] * row[1];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row) =>
        Jet.LogSumExp(
            theta[0] - (theta[2] * (Elementary.Log(row[0]) - centreN)),
            theta[1] - (theta[3] * (Elementary.Log(row[1]) - centreS))
        );

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        double[] exponents = [0.03, 0.07, 0.15, 0.35, 0.8, 1.5];
        var starts =
            from alphaN in exponents
            from alphaS in exponents
            let linear = LinearTerms.Fit(
                data,
                2,
                (term, row) =>
                    term == 0
                        ? Elementary.Exp(-alphaN * (Elementary.Log(row[0]) - centreN))
                        : Elementary.Exp(-alphaS * (Elementary.Log(row[1]) - centreS))
            )
            orderby linear.Error
            select (double[])[.. LinearTerms.Logs(linear.Prefactors), alphaN, alphaS];
        return [.. starts.Take(6)];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("N_c", ((theta[0] / theta[2]) + centreN).Exp()),
            new NamedJet("S_c", ((theta[1] / theta[3]) + centreS).Exp()),
            new NamedJet("alpha_N", theta[2]),
            new NamedJet("alpha_S", theta[3]),
        ];

    public override KaplanStepLaw LawOf(double[] theta)
    {
        var named = NamedValues(theta);
        return new KaplanStepLaw(named[0], named[1], named[2], named[3]);
    }
}
