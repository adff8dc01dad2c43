using ScalingPipeline.Runs;
namespace ScalingPipeline.Monitoring.Refit;
public static class DomainRefit { public static DomainAnalysis Analyse(DomainSnapshot snapshot) => throw new InvalidOperationException(snapshot.Domain); }
