using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = ln(exp e + exp(a - alpha u) + exp(b - beta v)) in centred logs of N and D: the additive law as a general form, for profiles and checks.</summary>
internal sealed class ChinchillaForm(LossTable data) : LawForm<ChinchillaLaw>
{
    private static readonly double[] _exponents = [0.06, 0.12, 0.22, 0.35, 0.5, 0.75, 1.1, 1.6];

    private readonly double centreN = LinearTerms.MeanLog(data, 0);
    private readonly double centreD = LinearTerms.MeanLog(data, 1);

    public override string Name => "L(N,D)";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        new FormParameter("E", data.LogLoss.Min() - 30, MayVanish: true),
        new FormParameter("the level of the size term"),
        new FormParameter("the level of the data term"),
        FormParameter.Exponent("alpha", "N"),
        FormParameter.Exponent("beta", "D"),
    ];

    public override IReadOnlyList<Restriction> Restrictions { get; } =
    [
        new Restriction(
            0,
            double.NegativeInfinity,
            Identification.FloorNotIdentified,
            "E is not identified"
        ),
    ];

    public override double Compute(ReadOnlySpan<double> row) =>
        TrainingCompute.Flops(row[0], row[1]);

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row) =>
        Jet.LogSumExp(
            theta[0],
            Jet.LogSumExp(
                theta[1] - (theta[3] * (Elementary.Log(row[0]) - centreN)),
                theta[2] - (theta[4] * (Elementary.Log(row[1]) - centreD))
            )
        );

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var starts =
            from alpha in _exponents
            from beta in _exponents
            let linear = LinearTerms.Fit(
                data,
                3,
                (term, row) =>
                    term switch
                    {
                        0 => 1,
                        1 => Elementary.Exp(-alpha * (Elementary.Log(row[0]) - centreN)),
                        _ => Elementary.Exp(-beta * (Elementary.Log(row[1]) - centreD)),
                    }
            )
            orderby linear.Error
            select (double[])[.. LinearTerms.Logs(linear.Prefactors), alpha, beta];
        return [.. starts.Take(6)];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("E", theta[0].Exp()),
            new NamedJet("A", (theta[1] + (theta[3] * centreN)).Exp()),
            new NamedJet("B", (theta[2] + (theta[4] * centreD)).Exp()),
            new NamedJet("alpha", theta[3]),
            new NamedJet("beta", theta[4]),
        ];

    public override ChinchillaLaw LawOf(double[] theta)
    {
        var n = NamedValues(theta);
        return new ChinchillaLaw(n[0], n[1], n[2], n[3], n[4]);
    }
}
