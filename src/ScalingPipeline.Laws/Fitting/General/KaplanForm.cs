using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = alpha_D ln(exp((a - alpha_N u)/alpha_D) + exp((b - alpha_D v)/alpha_D)) in centred logs of N and D.</summary>
internal sealed class KaplanForm(LossTable data) : LawForm<KaplanLaw>
{
    private readonly double centreN = LinearTerms.MeanLog(data, 0);
    private readonly double centreD = LinearTerms.MeanLog(data, 1);

    public override string Name => "kaplan";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        new FormParameter("the level of the size term"),
        new FormParameter("the level of the data term"),
        FormParameter.Exponent("alpha_N", "N"),
        FormParameter.Exponent("alpha_D", "D"),
    ];

    public override double Compute(ReadOnlySpan<double> row) =>
        TrainingCompute.Flops(row[0], row[1]);

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        var size = (theta[0] - (theta[2] * (Elementary.Log(row[0]) - centreN))) / theta[3];
        var tokens = (theta[1] / theta[3]) - (Elementary.Log(row[1]) - centreD);
        return theta[3] * Jet.LogSumExp(size, tokens);
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var level = data.LogLoss.Average();
        double[] exponents = [0.04, 0.1, 0.3];
        return
        [
            .. from alphaN in exponents
            from alphaD in exponents
            from lead in new[] { -0.05, 0.05 }
            select new[] { level - 0.05 + lead, level - 0.05 - lead, alphaN, alphaD },
        ];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("N_c", ((theta[0] / theta[2]) + centreN).Exp()),
            new NamedJet("D_c", ((theta[1] / theta[3]) + centreD).Exp()),
            new NamedJet("alpha_N", theta[2]),
            new NamedJet("alpha_D", theta[3]),
        ];

    public override KaplanLaw LawOf(double[] theta)
    {
        var named = NamedValues(theta);
        return new KaplanLaw(named[0], named[1], named[2], named[3]);
    }
}
