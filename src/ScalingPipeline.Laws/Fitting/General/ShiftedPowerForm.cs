using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = b + c ln(exp(-u) + exp g), u = ln x centred.</summary>
internal sealed class ShiftedPowerForm(LossTable data) : LawForm<ShiftedPowerLaw>
{
    private readonly double centre = LinearTerms.MeanLog(data, 0);

    public override string Name => $"M3({data.Variables[0]})";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        new FormParameter("the level"),
        new FormParameter("gamma", Lower: -60, Upper: 60, MayVanish: true),
        FormParameter.Exponent("c", data.Variables[0]),
    ];

    public override IReadOnlyList<Restriction> Restrictions { get; } =
    [
        new Restriction(
            1,
            double.NegativeInfinity,
            Identification.FloorNotIdentified,
            "gamma is not identified"
        ),
    ];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row) =>
        theta[0] + (theta[2] * Jet.LogSumExp(centre - Elementary.Log(row[0]), theta[1]));

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var level = data.LogLoss.Average();
        return
        [
            .. from g in new[] { -6.0, -3, -1, 1 }
            from c in new[] { 0.05, 0.15, 0.4, 1 }
            select new[] { level - (c * Math.Max(0, g)), g, c },
        ];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("beta", (theta[0] + (theta[2] * centre)).Exp()),
            new NamedJet("gamma", (theta[1] - centre).Exp()),
            new NamedJet("c", theta[2]),
        ];

    public override ShiftedPowerLaw LawOf(double[] theta)
    {
        var named = NamedValues(theta);
        return new ShiftedPowerLaw(named[0], named[1], named[2]);
    }
}
