using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>Puts the counted contributions of a domain together to its runs. Pure: no clock, no storage.</summary>
public static class SnapshotAssembler
{
    /// <param name="domain">The domain that all contributions belong to.</param>
    /// <param name="contributions">Ordered by run, group, blob name (ordinal), as <see cref="IMonitoringState.ContributionsAsync"/> gives them.</param>
    /// <param name="facts">From the pipeline definition; null to decide from the data.</param>
    /// <param name="marks">What people said of its runs; null for nothing.</param>
    /// <returns>Runs that have declared themselves; logs of a run without metadata wait for it.</returns>
    public static DomainSnapshot Assemble(
        string domain,
        IReadOnlyCollection<StoredContribution> contributions,
        DomainFacts? facts,
        IReadOnlyCollection<RunMark>? marks = null
    )
    {
        Run[] runs =
        [
            .. contributions
                .GroupBy(c => c.Contribution.Run, StringComparer.Ordinal)
                .Select(AssembleRun)
                .OfType<Run>()
                .OrderBy(run => run.Name, StringComparer.Ordinal),
        ];
        facts ??= DomainFactsFallback.From(runs);
        return new DomainSnapshot
        {
            Domain = domain,
            EvaluationSet = facts.EvaluationSet,
            ReferenceContext = facts.ReferenceContext,
            FirstTokenEntropy = facts.FirstTokenEntropy,
            Runs = runs,
            Marks = (marks ?? []).ToDictionary(m => m.Run, StringComparer.Ordinal),
            Hash = SnapshotHash.Of(domain, facts, contributions, marks ?? []),
        };
    }

    private static Run? AssembleRun(IEnumerable<StoredContribution> contributions)
    {
        var all = contributions.ToArray();
        var metadata = all.Select(c => c.Contribution)
            .OfType<RunMetadataContribution>()
            .FirstOrDefault()
            ?.Metadata;
        if (metadata is null)
        {
            return null;
        }

        var parts = all.Select(c => c.Contribution).OfType<TrainingContribution>().ToArray();
        var training = TrainingMerge.Merge([.. parts.Select(p => p.Series)]);
        return new Run
        {
            Metadata = metadata,
            Training = training.Series,
            OverlappingSteps = training.Overlapping,
            Restarts = training.Restarts,
            OtherPopulation = training.OtherPopulation,
            Evaluations =
            [
                .. all.Where(c => c.Contribution is EvaluationContribution)
                    .GroupBy(c => Checkpoint(c).Set, StringComparer.Ordinal)
                    .OrderBy(set => set.Key, StringComparer.Ordinal)
                    .SelectMany(set =>
                        set.GroupBy(c => Checkpoint(c).Step).OrderBy(step => step.Key).Select(Add)
                    ),
            ],
        };
    }

    /// <summary>Adds in the order of the content, not of the names: floating-point sums then depend on the snapshot's hash alone.</summary>
    private static EvaluationCheckpoint Add(IEnumerable<StoredContribution> parts) =>
        parts
            .OrderBy(c => c.ContentHash, StringComparer.Ordinal)
            .Select(Checkpoint)
            .Aggregate(
                (sum, part) =>
                    sum with
                    {
                        All = sum.All + part.All,
                        Profile = sum.Profile + part.Profile,
                        NonFinite = sum.NonFinite + part.NonFinite,
                        SequenceLosses =
                            sum.SequenceLosses is { } sequences && part.SequenceLosses is { } more
                                ? sequences + more
                                : null,
                    }
            );

    private static EvaluationCheckpoint Checkpoint(StoredContribution stored) =>
        ((EvaluationContribution)stored.Contribution).Checkpoint;
}
