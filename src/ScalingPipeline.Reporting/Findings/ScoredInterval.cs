using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Figures;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>A past forecast of a healthy run and where in its predictive distribution the measured loss came to lie.</summary>
/// <param name="Domain">Of the run.</param>
/// <param name="Run">Its assessment, with the forecast and how it came out.</param>
/// <param name="Level">The level of the interval on whose end the measured loss lies, 0 to 1: half of all forecasts are below 0.5 when intervals are honest.</param>
/// <param name="Pit">The share of the predictive distribution below the measured loss (probability integral transform, Dawid 1984): evenly spread over 0..1 when intervals are honest.</param>
public sealed record ScoredInterval(string Domain, RunAssessment Run, double Level, double Pit)
{
    /// <summary>Every scored forecast of a run that entered the laws: the others are what alerts are for.</summary>
    public static IReadOnlyList<ScoredInterval> Of(FigureContext context) =>
        [
            .. context
                .Domain.Analysis.Runs.Where(r => context.Fitted.Contains(r.Run))
                .Select(r => Of(context.Domain.Analysis, r))
                .OfType<ScoredInterval>(),
        ];

    private static ScoredInterval? Of(DomainAnalysis analysis, RunAssessment run)
    {
        if (
            run.Forecast is not { LogError: { } error, Forecast: { Interval: var interval } made }
            || !double.IsFinite(error)
        )
        {
            return null;
        }

        var half =
            error > 0 ? Math.Log(interval.High / made.Loss) : Math.Log(made.Loss / interval.Low);
        var quantiles = Quantiles(analysis, run.Family);
        var level =
            half > 0
                ? quantiles.LevelOf(Math.Abs(error) / half * quantiles.At(interval.Level))
                : double.NaN;
        return double.IsNaN(level)
            ? null
            : new ScoredInterval(
                analysis.Domain,
                run,
                level,
                error > 0 ? (1 + level) / 2 : (1 - level) / 2
            );
    }

    private static PooledQuantiles Quantiles(DomainAnalysis analysis, string family) =>
        analysis.Calibrations.FirstOrDefault(c =>
            string.Equals(c.Family, family, StringComparison.Ordinal)
        )
            is { } own
            ? new PooledQuantiles(own.Levels, own.Quantiles, own.Basis)
            : PooledQuantiles.Measured;
}
