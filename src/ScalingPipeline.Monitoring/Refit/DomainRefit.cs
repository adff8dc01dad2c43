using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>The whole analysis of a domain as a pure function of its snapshot: alerts first, since alerted runs enter no law.</summary>
public static class DomainRefit
{
    public static DomainAnalysis Analyse(DomainSnapshot snapshot)
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
        var laws = families.SelectMany(f =>
            FamilyLaws.Of(
                new LawContext(snapshot.Domain, f.Key, snapshot.Hash, points[f.Key].Excluded),
                points[f.Key],
                f.Value,
                snapshot.EvaluationSet
            )
        );
        var assessments = new RunAssessments(detector, points);
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
            Runs = [.. detector.Views.Select(assessments.Of)],
            Conditions = detector.Conditions,
            Remarks = detector.Remarks,
        };
    }
}
