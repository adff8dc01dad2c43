using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// y = ln L solves ln(exp y - exp e) - alpha ln(exp q - exp y) = b - c u, u = ln x centred. The left side rises without bound in y, so the root is unique; its derivatives follow
/// from two steps of Newton's method in jets, each of which doubles the order that is exact.
/// </summary>
internal sealed class SigmoidalPowerForm : LawForm<SigmoidalPowerLaw>
{
    private const int Halvings = 60;

    private static readonly double[] _floorShares = [0.05, 0.6, 0.9, 0.98];
    private static readonly double[] _alphas = [0.05, 0.6, 1.5];
    private static readonly double[] _exponents = [0.15, 0.5];

    private readonly string variable;
    private readonly double centre;
    private readonly double greatest;

    public SigmoidalPowerForm(LossTable data)
    {
        variable = data.Variables[0];
        centre = LinearTerms.MeanLog(data, 0);
        greatest = data.LogLoss.Max();
        Coordinates =
        [
            new FormParameter(
                "E_inf",
                data.LogLoss.Min() - 30,
                data.LogLoss.Min() - 1e-9,
                MayVanish: true
            ),
            new FormParameter("the distance of E_0 from the largest loss", -12, 4, MayVanish: true),
            new FormParameter("alpha", 0, 10, MayVanish: true, IsExponent: true),
            new FormParameter("the level"),
            FormParameter.Exponent("c", variable),
        ];
    }

    public override string Name => $"M4({variable})";

    public override IReadOnlyList<FormParameter> Coordinates { get; }

    public override IReadOnlyList<Restriction> Restrictions { get; } =
    [
        new Restriction(
            2,
            0,
            Identification.NotIdentified,
            "The slow start (E_0, alpha) is not identified"
        ),
        new Restriction(
            0,
            double.NegativeInfinity,
            Identification.FloorNotIdentified,
            "E_inf is not identified"
        ),
    ];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        var (floor, start) = (theta[0].Exp(), LogStart(theta).Exp());
        var target = theta[3] - (theta[4] * (Elementary.Log(row[0]) - centre));
        var bottom = floor.Value;
        Jet loss = Root(bottom, start.Value, theta[2].Value, target.Value);
        for (var order = 1; order <= 2; order++)
        {
            var (above, below) = (loss - floor, start - loss);
            var residual = above.Log() - (theta[2] * below.Log()) - target;
            loss -= residual / (above.Reciprocal() + (theta[2] / below));
        }

        return loss.Log();
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var least = data.LogLoss.Min();
        return
        [
            .. from share in _floorShares
            from alpha in _alphas
            from c in _exponents
            let floor = share * Elementary.Exp(least)
            let middle = 0.5 * (Elementary.Exp(least) + Elementary.Exp(greatest))
            let top = Elementary.Exp(greatest) * (1 + Elementary.Exp(-2))
            select new[]
            {
                Elementary.Log(floor),
                -2,
                alpha,
                Elementary.Log(middle - floor) - (alpha * Elementary.Log(top - middle)),
                c,
            },
        ];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("E_inf", theta[0].Exp()),
            new NamedJet("E_0", LogStart(theta).Exp()),
            new NamedJet("alpha", theta[2]),
            new NamedJet("beta", (theta[3] + (theta[4] * centre)).Exp()),
            new NamedJet("c", theta[4]),
        ];

    public override SigmoidalPowerLaw LawOf(double[] theta)
    {
        var named = NamedValues(theta);
        return new SigmoidalPowerLaw(named[0], named[1], named[2], named[3], named[4]);
    }

    /// <summary>E_0 lies above the largest loss by the share exp q.</summary>
    private Jet LogStart(ReadOnlySpan<Jet> theta) => theta[1].Softplus() + greatest;

    /// <summary>Safeguarded Newton in the logit of the place between floor and start, where the left side is nearly linear.</summary>
    private static double Root(double floor, double start, double alpha, double target)
    {
        var width = start - floor;
        double low = -745,
            high = 40;
        var z = 0.0;
        for (var i = 0; i < Halvings; i++)
        {
            // L = floor + width s(z), 1 - s(z) = s(-z)
            var logShare = -Elementary.Softplus(-z);
            var logRest = -Elementary.Softplus(z);
            var residual =
                (1 - alpha) * Elementary.Log(width) + logShare - (alpha * logRest) - target;
            if (residual > 0)
            {
                high = z;
            }
            else
            {
                low = z;
            }

            var slope = Elementary.Exp(logRest) + (alpha * Elementary.Exp(logShare));
            var next = z - (residual / slope);
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (Math.Abs(next - z) <= 1e-15 * (1 + Math.Abs(z)))
            {
                break;
            }

            z = next;
        }

        return floor + (width * Elementary.Exp(-Elementary.Softplus(-z)));
    }
}
