using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// ln L = ln(exp e + exp(a - alpha ln N') + exp(b - alpha ln D')) in centred logs, with one exponent as in the published fit, and the logs of R_D* and R_N*.
/// Rows are (N, D, U).
/// </summary>
internal sealed class DataConstrainedForm(LossTable data) : LawForm<DataConstrainedLaw>
{
    /// <summary>A repetition scale beyond this is as good as endless: nothing is lost by repeating.</summary>
    private static readonly double _endless = Elementary.Log(1e6);

    private readonly double centreN = LinearTerms.MeanLog(data, 0);
    private readonly double centreD = LinearTerms.MeanLog(data, 1);

    public override string Name => "L(N,D,U)";

    public override IReadOnlyList<FormParameter> Coordinates { get; } =
    [
        new FormParameter("E", data.LogLoss.Min() - 30, MayVanish: true),
        new FormParameter("the level of the size term"),
        new FormParameter("the level of the data term"),
        FormParameter.Exponent("alpha", "size and data"),
        new FormParameter("R_D*", Elementary.Log(1e-2), _endless, MayVanish: true),
        new FormParameter("R_N*", Elementary.Log(1e-2), _endless, MayVanish: true),
    ];

    public override IReadOnlyList<Restriction> Restrictions { get; } =
    [
        new Restriction(
            0,
            double.NegativeInfinity,
            Identification.FloorNotIdentified,
            "E is not identified"
        ),
        new Restriction(
            4,
            _endless,
            Identification.NotIdentified,
            "R_D* is not identified, repeated tokens count as new ones here"
        ),
        new Restriction(
            5,
            _endless,
            Identification.NotIdentified,
            "R_N* is not identified, excess parameters count as others here"
        ),
    ];

    public override bool NeedsRangeOf(int column) => column < 2;

    public override double Compute(ReadOnlySpan<double> row) =>
        TrainingCompute.Flops(row[0], row[1]);

    public override Jet LogLoss(ReadOnlySpan<Jet> theta, ReadOnlySpan<double> row)
    {
        double logN = Elementary.Log(row[0]),
            logU = Elementary.Log(Math.Min(row[1], row[2])),
            repetitions = Math.Max(0, (row[1] / row[2]) - 1);

        // With equal exponents G^alpha = sqrt(A/B) and U_N = U G^2: ln U_N = ln U + (ln A - ln B)/alpha.
        var logOptimal = ((theta[1] - theta[2]) / theta[3]) + (logU + centreN - centreD);
        var logSize =
            logOptimal.Value >= logN
                ? (Jet)logN
                : logOptimal + LogWorth((logN - logOptimal).Exp() - 1, theta[5]);
        var logTokens = logU + LogWorth(repetitions, theta[4]);
        return Jet.LogSumExp(
            theta[0],
            Jet.LogSumExp(
                theta[1] - (theta[3] * (logSize - centreN)),
                theta[2] - (theta[3] * (logTokens - centreD))
            )
        );
    }

    public override IReadOnlyList<double[]> Starts(LossTable data)
    {
        var starts = new List<(double Error, double[] Theta)>();
        foreach (var alpha in new[] { 0.1, 0.2, 0.35, 0.5, 0.8 })
        {
            foreach (var repeated in new[] { 4.0, 15, 60 })
            {
                var (prefactors, error) = LinearTerms.Fit(
                    data,
                    3,
                    (term, row) =>
                        term switch
                        {
                            0 => 1,
                            1 => Elementary.Exp(-alpha * (Elementary.Log(row[0]) - centreN)),
                            _ => Elementary.Exp(
                                -alpha * (Elementary.Log(Worth(row, repeated)) - centreD)
                            ),
                        }
                );
                var logs = LinearTerms.Logs(prefactors);
                starts.Add((error, [.. logs, alpha, Elementary.Log(repeated), Elementary.Log(5)]));
            }
        }

        return [.. starts.OrderBy(s => s.Error).Take(8).Select(s => s.Theta)];
    }

    public override IReadOnlyList<NamedJet> Named(ReadOnlySpan<Jet> theta) =>
        [
            new NamedJet("E", theta[0].Exp()),
            new NamedJet("A", (theta[1] + (theta[3] * centreN)).Exp()),
            new NamedJet("B", (theta[2] + (theta[3] * centreD)).Exp()),
            new NamedJet("alpha", theta[3]),
            new NamedJet("R_D*", theta[4].Exp()),
            new NamedJet("R_N*", theta[5].Exp()),
        ];

    public override DataConstrainedLaw LawOf(double[] theta)
    {
        var n = NamedValues(theta);
        return new DataConstrainedLaw(new ChinchillaLaw(n[0], n[1], n[2], n[3], n[3]), n[4], n[5]);
    }

    /// <summary>The coordinates of a known law of unique data, whose exponents are equal.</summary>
    public Hold[] Holding(ChinchillaLaw unique) =>
        [
            new Hold(0, Elementary.Log(unique.E)),
            new Hold(1, Elementary.Log(unique.A) - (unique.Alpha * centreN)),
            new Hold(2, Elementary.Log(unique.B) - (unique.Alpha * centreD)),
            new Hold(3, unique.Alpha),
        ];

    /// <summary>ln(1 + R* (1 - exp(-R/R*))).</summary>
    private static Jet LogWorth(Jet repetitions, Jet logScale)
    {
        var scale = logScale.Exp();
        return ((scale * (repetitions / scale).OneMinusExpOfMinus()) + 1).Log();
    }

    private static double Worth(double[] row, double scale)
    {
        var unique = Math.Min(row[1], row[2]);
        return unique * (1 - (scale * Elementary.ExpM1(-((row[1] / unique) - 1) / scale)));
    }
}
