using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln L = ln(exp e + exp(q - c0 u - c1 f ln(1 + exp((u - k)/f)))), u = ln x centred; the break k is held between the third x from either end.</summary>
internal sealed class BrokenPowerForm : LawForm<BrokenPowerLaw>
{
    private const int ValuesOnEachSide = 3;
    private const double Narrowest = -3;
    private const double Widest = 2;

    /// <summary>
    /// Without the break its size, place and width are free to follow the noise, so that the ratio is the largest over all places (Davies 1987). Of 260 simulated power laws of 12, 30 and
    /// 60 points 1 % exceed the 99 % point of three parameters; one parameter at 95 % lets 15 % pass.
    /// </summary>
    private const double BreakConfidence = 0.99;
    private const int BreakParameters = 3;

    private static readonly double[] _floorShares = [1e-3, 0.6];
    private static readonly double[] _places = [0.2, 0.5, 0.8];
    private static readonly double[] _turns = [-0.15, 0.15];
    private static readonly double[] _widths = [-1.5, 0];

    private readonly string variable;
    private readonly double centre;
    private readonly double largest;

    public BrokenPowerForm(LossTable data)
    {
        variable = data.Variables[0];
        centre = LinearTerms.MeanLog(data, 0);
        largest = data.Rows.Max(row => row[0]);
        var values = data
            .Rows.Select(row => Elementary.Log(row[0]) - centre)
            .Distinct()
            .Order()
            .ToArray();
        var edge = Math.Min(ValuesOnEachSide - 1, (values.Length - 1) / 2);
        Coordinates =
        [
            new FormParameter("E", data.LogLoss.Min() - 30, MayVanish: true),
            new FormParameter("the level"),
            new FormParameter("c0", -3, 6),
            new FormParameter("c1", -6, 6, IsExponent: true),
            new FormParameter(
                "the place of the break",
                values[edge],
                Math.Max(values[edge] + 1e-6, values[^(edge + 1)]),
                "the break lies at the edge of the data and is not confirmed",
                "the break lies at the edge of the data and is not confirmed"
            ),
            new FormParameter(
                "the width of the break",
                Narrowest,
                Widest,
                AtUpper: "so wide a bend is no break",
                MayEndBelow: true
            ),
        ];
    }

    public override string Name => $"L({variable}) with a break";

    public override IReadOnlyList<FormParameter> Coordinates { get; }

    public override IReadOnlyList<Restriction> Restrictions { get; } =
    [
        new Restriction(
            3,
            0,
            Identification.NotIdentified,
            "There is no break",
            BreakParameters,
            BreakConfidence
        ),
    ];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        var u = Elementary.Log(row[0]) - centre;
        var width = theta[5].Exp();
        var turn = width * ((u - theta[4]) / width).Softplus();
        return Jet.LogSumExp(theta[0], theta[1] - (theta[2] * u) - (theta[3] * turn));
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var least = data.LogLoss.Min();
        var (low, high) = (Coordinates[4].Lower, Coordinates[4].Upper);
        return
        [
            .. from share in _floorShares
            from place in _places
            from turn in _turns
            from width in _widths
            select new[]
            {
                least + Elementary.Log(share),
                data.LogLoss.Average(),
                0.2,
                turn,
                low + (place * (high - low)),
                width,
            },
        ];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("E", theta[0].Exp()),
            new NamedJet("b", (theta[1] + (theta[2] * centre)).Exp()),
            new NamedJet("c0", theta[2]),
            new NamedJet("c1", theta[3]),
            new NamedJet("d", (theta[4] + centre).Exp()),
            new NamedJet("f", theta[5].Exp()),
        ];

    public override BrokenPowerLaw LawOf(double[] theta)
    {
        var n = NamedValues(theta);
        return new BrokenPowerLaw(n[0], n[1], n[2], n[3], n[4], n[5], largest);
    }
}
