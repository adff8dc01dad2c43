using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Movement;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// The whole analysis of a domain as a pure function of its snapshot, of the scored forecasts of the other domains, and of the laws that the day began with: alerts first, since alerted runs enter no law; then scores,
/// since intervals are made from them.
/// </summary>
public static class DomainRefit
{
    /// <param name="snapshot">The domain.</param>
    /// <param name="elsewhere">The scored forecasts of all other domains, in any order; null for none.</param>
    /// <param name="earlier">The analysis of the domain that laws are held against, to see whether they moved; null for none.</param>
    public static DomainAnalysis Analyse(
        DomainSnapshot snapshot,
        IEnumerable<ScoredForecast>? elsewhere = null,
        StoredAnalysis? earlier = null
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

        var fitted = families.SelectMany(f =>
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
        LawRecord[] laws =
        [
            .. fitted
                .OrderBy(l => l.Family, StringComparer.Ordinal)
                .ThenBy(l => l.Law, StringComparer.Ordinal)
                .ThenBy(l => l.Fit, StringComparer.Ordinal),
        ];
        var (moved, tests) = LawMovement.Of(snapshot.Domain, laws, earlier);
        return new DomainAnalysis
        {
            Domain = snapshot.Domain,
            Snapshot = snapshot.Hash,
            Laws = laws,
            Runs = [.. runs.Zip(detector.Views, (run, view) => WithTerms(run, view, laws))],
            Scores = scores,
            Calibrations = calibrations,
            Conditions = [.. moved, .. detector.Conditions],
            Tests = tests,
            Remarks = detector.Remarks,
        };

        static RunAssessment WithTerms(RunAssessment run, RunView view, IEnumerable<LawRecord> laws)
        {
            var (terms, basis) = RunTerms.Of(
                view,
                laws.FirstOrDefault(l =>
                    (l.Family, l.Law, l.Fit) == (view.Family, "L(N,D)", LawRecords.Reporting)
                )
            );
            return run with { Terms = terms, TermsBasis = basis };
        }

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
