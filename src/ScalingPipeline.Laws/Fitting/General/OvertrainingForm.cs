using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = ln(exp e + exp(a - alpha ln N) + exp(b - alpha ln D)) in centred logs, with rows (N, M) and D = M N.</summary>
internal sealed class OvertrainingForm(LossTable data) : LawForm<OvertrainingLaw>
{
    private const int Exponents = 24;
    private readonly double centreN = LinearTerms.MeanLog(data, 0);
    private readonly double centreD = LinearTerms.MeanLog(data, 0) + LinearTerms.MeanLog(data, 1);

    public override string Name => "L(N,M)";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        new FormParameter("E", data.LogLoss.Min() - 30, MayVanish: true),
        new FormParameter("the level of the size term"),
        new FormParameter("the level of the data term"),
        FormParameter.Exponent("alpha", "size and data"),
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

    public override bool NeedsRangeOf(int column) => column == 0;

    public override double Compute(ReadOnlySpan<double> row) =>
        TrainingCompute.Flops(row[0], row[0] * row[1]);

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        var (u, v) = Logs(row);
        return Jet.LogSumExp(
            theta[0],
            Jet.LogSumExp(theta[1] - (theta[3] * u), theta[2] - (theta[3] * v))
        );
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var starts = new List<(double Error, double[] Theta)>();
        for (var k = 0; k < Exponents; k++)
        {
            var alpha = 0.03 * Elementary.Pow(50, k / (Exponents - 1.0));
            var (prefactors, error) = LinearTerms.Fit(
                data,
                3,
                (term, row) =>
                    term == 0 ? 1 : Elementary.Exp(-alpha * (term == 1 ? Logs(row).U : Logs(row).V))
            );
            starts.Add((error, [.. LinearTerms.Logs(prefactors), alpha]));
        }

        return [.. starts.OrderBy(s => s.Error).Take(6).Select(s => s.Theta)];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta)
    {
        var eta = theta[3] * 0.5;
        var six = eta * Elementary.Log(TrainingCompute.FlopPerParameterToken);
        return
        [
            new NamedJet("E", theta[0].Exp()),
            new NamedJet("a", (theta[1] + (theta[3] * centreN) + six).Exp()),
            new NamedJet("b", (theta[2] + (theta[3] * centreD) + six).Exp()),
            new NamedJet("eta", eta),
        ];
    }

    public override OvertrainingLaw LawOf(double[] theta)
    {
        var named = NamedValues(theta);
        return new OvertrainingLaw(named[0], named[1], named[2], named[3]);
    }

    private (double U, double V) Logs(ReadOnlySpan<double> row) =>
        (Elementary.Log(row[0]) - centreN, Elementary.Log(row[0] * row[1]) - centreD);
}
