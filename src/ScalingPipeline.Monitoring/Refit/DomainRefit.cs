using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// The whole analysis of a domain as a pure function of its snapshot and of the scored forecasts of the other domains: alerts first, since alerted runs enter no law; then scores,
/// since intervals are made from them.
/// </summary>
public static class DomainRefit
{
    /// <param name="snapshot">The domain.</param>
    /// <param name="elsewhere">The scored forecasts of all other domains, in any order; null for none.</param>
    public static DomainAnalysis Analyse(
        DomainSnapshot snapshot,
        IEnumerable<ScoredForecast>? elsewhere = null
    )
    {
        var detector = Detector.Run(snapshot);
        var families = detector
            .Views.GroupBy(v => v.Family, StringComparer.Ordinal)
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToDictionary(f => f.Key, f => f.ToArray(), StringComparer.Ordinal);
        var points = families.ToDictionary(
            f => f.Key,
            f => FinalPoints.Of(f.Value, detector.Conditions),
            StringComparer.Ordinal
        );
        var runs = Assess(ForecastCalibration.Public);
        var scores = ForecastScores.Of(snapshot.Domain, runs, points);
        var calibration = new ForecastCalibration([.. elsewhere ?? [], .. scores]);
        var calibrations = calibration.Of(snapshot.Domain, families.Keys);
        if (calibrations.Count > 0)
        {
            runs = Assess(calibration);
        }

        var laws = families.SelectMany(f =>
            FamilyLaws.Of(
                new LawContext(snapshot.Domain, f.Key, snapshot.Hash, points[f.Key].Excluded)
                {
                    Forecaster = calibration.Forecaster(snapshot.Domain, f.Key),
                },
                points[f.Key],
                f.Value,
                snapshot.EvaluationSet
            )
        );
        return new DomainAnalysis
        {
            Domain = snapshot.Domain,
            Snapshot = snapshot.Hash,
            Laws =
            [
                .. laws.OrderBy(l => l.Family, StringComparer.Ordinal)
                    .ThenBy(l => l.Law, StringComparer.Ordinal)
                    .ThenBy(l => l.Fit, StringComparer.Ordinal),
            ],
            Runs = runs,
            Scores = scores,
            Calibrations = calibrations,
            Conditions = detector.Conditions,
            Remarks = detector.Remarks,
        };

        RunAssessment[] Assess(ForecastCalibration from)
        {
            var forecasters = families.Keys.ToDictionary(
                family => family,
                family => from.Forecaster(snapshot.Domain, family),
                StringComparer.Ordinal
            );
            var assessments = new RunAssessments(detector, points, forecasters);
            return [.. detector.Views.Select(assessments.Of)];
        }
    }
}
