using ScalingPipeline.Laws.Curves;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>The multi-power law in ln L0, the level of the forward area at its centre, ln B, ln C, alpha, beta and gamma. Rows are (curve, step), curves counted from 1.</summary>
internal sealed class MultiPowerForm : LawForm<MultiPowerLaw>
{
    private static readonly double[] _floorShares = [0.8, 0.93];
    private static readonly double[] _alphas = [0.3, 0.6];
    private static readonly double[] _speeds = [0, 2];
    private static readonly double[] _gammas = [0.3, 0.8];

    private readonly Dictionary<(int Curve, int Step), RateDrops> drops = [];
    private readonly IReadOnlyList<LearningRateSchedule> schedules;
    private readonly double centre;

    public MultiPowerForm(LossTable data, IReadOnlyList<LearningRateSchedule> schedules)
    {
        this.schedules = schedules;
        foreach (var row in data.Rows)
        {
            drops.TryAdd(Key(row), new RateDrops(schedules[Key(row).Curve - 1], Key(row).Step));
        }

        Lacking = ScheduleShapes.OnlyOne(
            drops.Keys.Select(key => (key.Curve - 1, key.Step)),
            schedules
        );
        centre = drops.Values.Average(d => d.LogForwardArea);
        Coordinates =
        [
            new FormParameter("L0", data.LogLoss.Min() - 10, MayVanish: true),
            new FormParameter("the level of the forward area"),
            new FormParameter("ln B", -40, 40),
            new FormParameter("ln C", -20, 20),
            FormParameter.Exponent("alpha", "the forward area"),
            FormParameter.Exponent("beta", "the area after a decrease"),
            new FormParameter("gamma", -3, 3),
        ];
    }

    public override string Name => "L(t) with a learning-rate schedule";

    public override IReadOnlyList<FormParameter> Coordinates { get; }

    public override string? Lacking { get; }

    public override bool NeedsRangeOf(int column) => column == 1;

    public override double Compute(ReadOnlySpan<double> row) => row[1];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        var piece = drops.TryGetValue(Key(row), out var known)
            ? known
            : new RateDrops(schedules[Key(row).Curve - 1], Key(row).Step);
        var loss =
            theta[0].Exp()
            + (theta[1] - (theta[4] * (piece.LogForwardArea - centre))).Exp()
            - (theta[2].Exp() * Gain(piece, theta[3], theta[5], theta[6]));
        return loss.Log();
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var (least, greatest) = (
            Elementary.Exp(data.LogLoss.Min()),
            Elementary.Exp(data.LogLoss.Max())
        );
        var peak = schedules.Max(s => Enumerable.Range(1, s.Steps).Max(s.Rate));
        return
        [
            .. from share in _floorShares
            from alpha in _alphas
            from speed in _speeds
            from gamma in _gammas
            select new[]
            {
                Elementary.Log(share * least),
                Elementary.Log(0.5 * (greatest - (share * least))),
                Elementary.Log(0.05 * least / peak),
                speed,
                alpha,
                0.5,
                gamma,
            },
        ];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("L0", theta[0].Exp()),
            new NamedJet("A", (theta[1] + (theta[4] * centre)).Exp()),
            new NamedJet("B", theta[2].Exp()),
            new NamedJet("C", theta[3].Exp()),
            new NamedJet("alpha", theta[4]),
            new NamedJet("beta", theta[5]),
            new NamedJet("gamma", theta[6]),
        ];

    public override MultiPowerLaw LawOf(double[] theta)
    {
        var n = NamedValues(theta);
        return new MultiPowerLaw(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    }

    /// <summary>The gain in jets, from its value, gradient and Hessian: exact to second order.</summary>
    private static Jet Gain(RateDrops piece, Jet logC, Jet beta, Jet gamma)
    {
        Span<double> gradient = stackalloc double[3];
        Span<double> hessian = stackalloc double[6];
        var value = piece.Gain(logC.Value, beta.Value, gamma.Value, gradient, hessian);
        Jet[] away = [logC - logC.Value, beta - beta.Value, gamma - gamma.Value];
        Jet gain = value;
        for (int i = 0, k = 0; i < 3; i++)
        {
            gain += away[i] * gradient[i];
            for (var j = 0; j <= i; j++, k++)
            {
                gain += away[i] * away[j] * (i == j ? 0.5 * hessian[k] : hessian[k]);
            }
        }

        return gain;
    }

    private static (int Curve, int Step) Key(ReadOnlySpan<double> row) =>
        ((int)row[0], (int)row[1]);
}
