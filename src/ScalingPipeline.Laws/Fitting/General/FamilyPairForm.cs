using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// Two families on one data distribution, with one irreducible loss: the first is ln(exp e + exp(a - alpha u)), the second ln(exp e + exp(a - (alpha + d)(u - s))), u = ln x centred.
/// Rows are (x, family), family 1 or 2.
/// </summary>
internal sealed class FamilyPairForm(LossTable data) : LawForm<PowerLaw>
{
    public const int Shift = 3;
    public const int ExponentDifference = 4;

    private readonly double centre = LinearTerms.MeanLog(data, 0);
    private readonly PowerForm single = new(data);

    public override string Name => $"L({data.Variables[0]}) of two families";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        .. new PowerForm(data).Coordinates,
        new FormParameter("the shift in ln x", -20, 20),
        new FormParameter("the difference of the exponents", -6, 6),
    ];

    public override bool NeedsRangeOf(int column) => column == 0;

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        Jet u = Elementary.Log(row[0]) - centre;
        var exponent = theta[2];
        if (row[1] > 1.5)
        {
            u -= theta[Shift];
            exponent += theta[ExponentDifference];
        }

        return Jet.LogSumExp(theta[0], theta[1] - (exponent * u));
    }

    public override IReadOnlyList<double[]> Starts(LossTable data) =>
        [.. single.Starts(data).Select(theta => (double[])[.. theta, 0, 0])];

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            .. single.Named(theta),
            new NamedJet("size factor", theta[Shift].Exp()),
            new NamedJet("exponent difference", theta[ExponentDifference]),
        ];

    public override PowerLaw LawOf(double[] theta) => single.LawOf(theta[..3]);
}
