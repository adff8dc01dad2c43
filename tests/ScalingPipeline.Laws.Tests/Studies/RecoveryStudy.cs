using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>Coverage of the true parameters by nominal 90 % intervals, over repetitions of simulated data.</summary>
/// <param name="Row">The law simulated.</param>
/// <param name="Parameter">Its parameter.</param>
/// <param name="Method">covariance, profile or bootstrap.</param>
/// <param name="Coverage">Share of the repetitions whose interval holds the truth.</param>
internal sealed record RecoveredParameter(
    string Row,
    string Parameter,
    string Method,
    double Coverage
);

internal static class RecoveryStudy
{
    public const int Repetitions = 200;

    private const double Level = 0.9;
    private const int Replicates = 250;

    public static IReadOnlyList<RecoveredParameter> Measure(HenighanRow row, ulong seed)
    {
        var options = FitOptions.LeastSquares with { WithFloor = row.HasFloor };
        var hits = new Dictionary<(string Parameter, string Method), int>();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var data = row.Simulate(seed + (ulong)repetition);
            var fit = PowerLawFit.Fit(data, options).Fit;
            Score("covariance", WaldIntervals.Of(fit, Level));
            Score("profile", ProfileIntervals.OfPowerLaw(data, options, Level));
            var sample = Bootstrap.OfPowerLaw(data, options, (ulong)repetition, Replicates)!;
            Score(
                "bootstrap",
                fit.Parameters.Select(p =>
                {
                    var (low, high) = sample.Interval(
                        law =>
                            p.Name switch
                            {
                                "L_inf" => law.LInf,
                                "x0" => law.X0,
                                _ => law.Alpha,
                            },
                        Level
                    );
                    return new ParameterInterval(p.Name, Level, low, high);
                })
            );
        }

        return
        [
            .. hits.Select(h => new RecoveredParameter(
                row.Domain,
                h.Key.Parameter,
                h.Key.Method,
                h.Value / (double)Repetitions
            )),
        ];

        void Score(string method, IEnumerable<ParameterInterval> intervals)
        {
            foreach (var interval in intervals)
            {
                var key = (interval.Name, method);
                hits[key] =
                    hits.GetValueOrDefault(key)
                    + (interval.Contains(row.Truth(interval.Name)) ? 1 : 0);
            }
        }
    }
}
