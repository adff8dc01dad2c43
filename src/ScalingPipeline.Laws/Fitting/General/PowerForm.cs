using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = ln(exp e + exp(a - alpha u)), u = ln x centred: the additive law of one variable as a general form, for profiles, crossings of families and checks.</summary>
internal sealed class PowerForm(LossTable data, bool withFloor = true, string scaleName = "x0")
    : LawForm<PowerLaw>
{
    private const int Exponents = 24;
    private readonly double centre = LinearTerms.MeanLog(data, 0);

    public override string Name => $"L({data.Variables[0]})";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        withFloor
            ? new FormParameter("L_inf", data.LogLoss.Min() - 30, MayVanish: true)
            : new FormParameter(
                "L_inf",
                double.NegativeInfinity,
                double.NegativeInfinity,
                MayVanish: true
            ),
        new FormParameter("the level"),
        FormParameter.Exponent("alpha", data.Variables[0]),
    ];

    public override IReadOnlyList<Restriction> Restrictions { get; } =
        withFloor
            ?
            [
                new Restriction(
                    0,
                    double.NegativeInfinity,
                    Identification.FloorNotIdentified,
                    "L_inf is not identified"
                ),
            ]
            : [];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row) =>
        Jet.LogSumExp(theta[0], theta[1] - (theta[2] * (Elementary.Log(row[0]) - centre)));

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var starts = new List<(double Error, double[] Theta)>();
        for (var k = 0; k < Exponents; k++)
        {
            var alpha = 0.02 * Elementary.Pow(150, k / (Exponents - 1.0));
            var (prefactors, error) = LinearTerms.Fit(
                data,
                2,
                (term, row) =>
                    term == 0 ? 1 : Elementary.Exp(-alpha * (Elementary.Log(row[0]) - centre))
            );
            starts.Add((error, [.. LinearTerms.Logs(prefactors), alpha]));
        }

        return [.. starts.OrderBy(s => s.Error).Take(6).Select(s => s.Theta)];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("L_inf", theta[0].Exp()),
            new NamedJet(scaleName, ((theta[1] / theta[2]) + centre).Exp()),
            new NamedJet("alpha", theta[2]),
        ];

    public override PowerLaw LawOf(double[] theta)
    {
        var named = NamedValues(theta);
        return new PowerLaw(named[0], named[1], named[2]);
    }
}
