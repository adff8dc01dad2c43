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

    /// <summary>For the methods that need no resampling: coverage to one percent.</summary>
    public const int ManyRepetitions = 1000;

    private const double Level = 0.9;
    private const int Replicates = 250;

    /// <summary>All methods.</summary>
    public static IReadOnlyList<RecoveredParameter> Measure(HenighanRow row, ulong seed) =>
        Measure(
            row,
            seed,
            Repetitions,
            (data, options, repetition) =>
            {
                var fit = PowerLawFit.Fit(data, options).Fit;
                return
                [
                    ("covariance", WaldIntervals.Of(fit, Level)),
                    ("profile", ProfileIntervals.OfPowerLaw(data, options, Level)),
                    ("bootstrap", Bootstrapped(data, options, fit, repetition)),
                ];
            }
        );

    /// <summary>The method of the intervals that are reported by default, in many repetitions.</summary>
    public static IReadOnlyList<RecoveredParameter> MeasureProfile(HenighanRow row, ulong seed) =>
        Measure(
            row,
            seed,
            ManyRepetitions,
            (data, options, _) => [("profile", ProfileIntervals.OfPowerLaw(data, options, Level))]
        );

    private static IReadOnlyList<RecoveredParameter> Measure(
        HenighanRow row,
        ulong seed,
        int repetitions,
        Func<
            Observations,
            FitOptions,
            ulong,
            IEnumerable<(string Method, IEnumerable<ParameterInterval> Intervals)>
        > methods
    )
    {
        var options = FitOptions.LeastSquares with { WithFloor = row.HasFloor };
        var hits = new Dictionary<(string Parameter, string Method), int>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var data = row.Simulate(seed + (ulong)repetition);
            foreach (var (method, intervals) in methods(data, options, (ulong)repetition))
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

        return
        [
            .. hits.Select(h => new RecoveredParameter(
                row.Domain,
                h.Key.Parameter,
                h.Key.Method,
                h.Value / (double)repetitions
            )),
        ];
    }

    private static IEnumerable<ParameterInterval> Bootstrapped(
        Observations data,
        FitOptions options,
        Fit fit,
        ulong seed
    )
    {
        var sample = Bootstrap.OfPowerLaw(data, options, seed, Replicates)!;
        return fit.Parameters.Select(p =>
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
        });
    }
}
