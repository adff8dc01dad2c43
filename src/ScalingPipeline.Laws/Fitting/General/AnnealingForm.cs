using ScalingPipeline.Laws.Curves;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>ln(exp l + exp(a - alpha u) - C S_2), u the centred log of the forward area; lambda is given. Rows are (curve, step), curves counted from 1.</summary>
internal sealed class AnnealingForm : LawForm<AnnealingLaw>
{
    private static readonly double[] _floorShares = [0.7, 0.9];
    private static readonly double[] _alphas = [0.2, 0.5, 0.9];

    private readonly Dictionary<(int Curve, int Step), (double LogArea, double Annealed)> areas =
    [];
    private readonly IReadOnlyList<LearningRateSchedule> schedules;
    private readonly double decay;
    private readonly double centre;

    public AnnealingForm(
        LossTable data,
        IReadOnlyList<LearningRateSchedule> schedules,
        double decay
    )
    {
        this.schedules = schedules;
        this.decay = decay;
        foreach (var row in data.Rows)
        {
            areas[Key(row)] = Areas(Key(row));
        }

        Lacking = ScheduleShapes.OnlyOne(
            areas.Keys.Select(key => (key.Curve - 1, key.Step)),
            schedules
        );
        centre = areas.Values.Average(a => a.LogArea);
        Coordinates =
        [
            new FormParameter("L0", data.LogLoss.Min() - 10, MayVanish: true),
            new FormParameter("the level of the forward area"),
            FormParameter.Exponent("alpha", "the forward area"),
            new FormParameter("C"),
        ];
    }

    public override string Name => "L(t) with an annealed learning rate";

    public override IReadOnlyList<FormParameter> Coordinates { get; }

    public override IReadOnlyList<Restriction> Restrictions { get; } =
    [
        new Restriction(
            3,
            0,
            Identification.NotIdentified,
            "The gain from annealing is not identified"
        ),
    ];

    public override string? Lacking { get; }

    public override bool NeedsRangeOf(int column) => column == 1;

    public override double Compute(ReadOnlySpan<double> row) => row[1];

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        var (logArea, annealed) = areas.TryGetValue(Key(row), out var known)
            ? known
            : Areas(Key(row));
        return (
            theta[0].Exp()
            + (theta[1] - (theta[2] * (logArea - centre))).Exp()
            - (theta[3] * annealed)
        ).Log();
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var (least, greatest) = (
            Elementary.Exp(data.LogLoss.Min()),
            Elementary.Exp(data.LogLoss.Max())
        );
        var most = areas.Values.Max(a => a.Annealed);
        return
        [
            .. from share in _floorShares
            from alpha in _alphas
            select new[]
            {
                Elementary.Log(share * least),
                Elementary.Log(0.5 * (greatest - (share * least))),
                alpha,
                most > 0 ? 0.05 * least / most : 0,
            },
        ];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("L0", theta[0].Exp()),
            new NamedJet("A", (theta[1] + (theta[2] * centre)).Exp()),
            new NamedJet("alpha", theta[2]),
            new NamedJet("C", theta[3]),
        ];

    public override AnnealingLaw LawOf(double[] theta)
    {
        var n = NamedValues(theta);
        return new AnnealingLaw(n[0], n[1], n[2], n[3], decay);
    }

    private (double LogArea, double Annealed) Areas((int Curve, int Step) key)
    {
        var schedule = schedules[key.Curve - 1];
        return (
            Elementary.Log(schedule.ForwardArea(key.Step)),
            schedule.AnnealingArea(key.Step, decay)
        );
    }

    private static (int Curve, int Step) Key(ReadOnlySpan<double> row) =>
        ((int)row[0], (int)row[1]);
}
