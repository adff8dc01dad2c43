using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>Puts together what ledger, statistics, laws and alerts say of a run.</summary>
internal sealed class RunStories(ILedger ledger, IMonitoringState state, SnapshotReader snapshots)
{
    private readonly Dictionary<string, DomainSnapshot> _snapshots = new(StringComparer.Ordinal);

    /// <summary>The newest version of every blob of a run, its declaration among them, by container.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> FilesAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    )
    {
        var files = new List<LedgerEntry>();
        foreach (var container in await ledger.ContainersAsync(cancellationToken))
        {
            files.AddRange(await ledger.RunAsync(container.Name, domain, run, cancellationToken));
        }

        return files;
    }

    /// <summary>Null when nothing is known of such a run.</summary>
    public async Task<RunStory?> OfAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    ) =>
        await OfAsync(
            domain,
            run,
            await FilesAsync(domain, run, cancellationToken),
            cancellationToken
        );

    /// <summary>The same with its blobs, as <see cref="FilesAsync"/> gives them.</summary>
    public async Task<RunStory?> OfAsync(
        string domain,
        string run,
        IReadOnlyList<LedgerEntry> files,
        CancellationToken cancellationToken
    )
    {
        if (files.Count == 0)
        {
            return null;
        }

        var counted = (await SnapshotAsync(domain, cancellationToken)).Runs.FirstOrDefault(r =>
            Is(r.Name, run)
        );
        var declaration = await ledger.DeclarationAsync(domain, run, cancellationToken);
        var stored = await state.AnalysesAsync(domain, cancellationToken) is [var newest, ..]
            ? newest
            : null;
        var assessment = stored?.Analysis.Runs.FirstOrDefault(a => Is(a.Run, run));
        AlertDocument[] alerts =
        [
            .. (await state.AlertsAsync(includeResolved: true, cancellationToken))
                .Where(a => Is(a.Condition.Domain, domain) && Is(a.Condition.Run, run))
                .Select(AlertDocument.Of),
        ];
        UntoldSign[] untold =
        [
            .. (stored?.Analysis.Conditions ?? [])
                .Where(c => Is(c.Run, run) && !c.Confirmed)
                .Select(c => new UntoldSign(c.Code, c.InhibitedBy, c.Message)),
        ];
        return new RunStory
        {
            Domain = domain,
            Run = run,
            Family = counted?.Metadata.Family,
            Parameters = declaration?.Metadata.Parameters,
            TotalSteps = declaration?.Metadata.TotalSteps,
            DeclaredBy = declaration?.Blob.Name,
            Files = files.GroupBy(f => f.State).ToDictionary(g => g.Key, g => g.Count()),
            NotCounted =
            [
                .. files
                    .Where(f => f.State != BlobState.Committed)
                    .Select(f => new SetAsideFile(f.Blob.Name, f.State, f.Reason)),
            ],
            TrainingSteps = counted?.Training.Count ?? 0,
            LastStep = counted?.Training.Step is [.., var last] ? last : null,
            Checkpoints = (counted?.Evaluations ?? [])
                .GroupBy(e => e.Set, StringComparer.Ordinal)
                .ToDictionary(
                    g => g.Key,
                    g => (IReadOnlyList<long>)[.. g.Select(e => e.Step)],
                    StringComparer.Ordinal
                ),
            Laws =
            [
                .. (stored?.Analysis.Laws ?? [])
                    .Where(law => Is(law.Family, assessment?.Family ?? counted?.Metadata.Family))
                    .Select(law =>
                        PartIn(law, run, declaration?.Metadata.Parameters, assessment?.Tokens)
                    ),
            ],
            Assessment = assessment,
            Alerts = alerts,
            Untold = untold,
            Verdict = AlertVerdict.Of(assessment, alerts, untold, declaration is not null),
            RefittedAt = stored?.At,
        };
    }

    /// <summary>The runs of every domain that have declared themselves.</summary>
    public async Task<IReadOnlyList<(string Domain, string Run)>> KnownAsync(
        CancellationToken cancellationToken
    )
    {
        var known = new List<(string, string)>();
        foreach (var domain in await state.DomainsAsync(cancellationToken))
        {
            var snapshot = await SnapshotAsync(domain.Domain, cancellationToken);
            known.AddRange(snapshot.Runs.Select(run => (domain.Domain, run.Name)));
        }

        return known;
    }

    private static LawPart PartIn(LawRecord law, string run, double? parameters, double? tokens)
    {
        var entered = law.Observations.Any(point => Is(point.Run, run));
        var left = law.Excluded.FirstOrDefault(excluded => Is(excluded.Run, run));
        return new LawPart(
            law.Law,
            law.Fit,
            law.Condition,
            law.Status,
            entered,
            entered ? null
                : left is not null ? left.Reason
                : law.Condition is { } condition
                    ? $"it is fitted at {condition}{Own(condition.StartsWith('N') ? parameters : tokens)}"
                : "it is none of its points"
        );
    }

    private static string Own(double? count) =>
        count is { } known ? FormattableString.Invariant($"; this run has {known:#,0}") : "";

    private async Task<DomainSnapshot> SnapshotAsync(
        string domain,
        CancellationToken cancellationToken
    )
    {
        if (!_snapshots.TryGetValue(domain, out var snapshot))
        {
            _snapshots[domain] = snapshot = await snapshots.ReadAsync(domain, cancellationToken);
        }

        return snapshot;
    }

    private static bool Is(string name, string? other) =>
        string.Equals(name, other, StringComparison.Ordinal);
}
