using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>What the figures of one domain are drawn from.</summary>
/// <param name="Prefix">Begins the ids of its figures: letters, digits, hyphens; unique in the page.</param>
/// <param name="Domain">Snapshot and analysis.</param>
/// <param name="Alerted">Runs with an open alert.</param>
public sealed record FigureContext(string Prefix, DomainReport Domain, IReadOnlySet<string> Alerted)
{
    /// <summary>How much of many runs is shown. Default: <see cref="ReportDetail.Full"/>.</summary>
    public ReportDetail Detail { get; init; } = ReportDetail.Full;

    /// <summary>Where more is told of a run, by its name. Default: nowhere, as in a report that stands alone.</summary>
    public Func<string, string>? Link { get; init; }

    private readonly Dictionary<string, Run> _runs = Domain.Snapshot.Runs.ToDictionary(
        r => r.Name,
        StringComparer.Ordinal
    );

    /// <summary>The families of the domain, ordered: their index is their colour.</summary>
    public IReadOnlyList<string> Families { get; } =
    [
        .. Domain
            .Snapshot.Runs.Select(r => r.Metadata.Family)
            .Concat(Domain.Analysis.Laws.Select(l => l.Family))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The finished healthy runs: those that entered the laws.</summary>
    public IReadOnlySet<string> Fitted { get; } =
        Domain
            .Analysis.Laws.SelectMany(l => l.Observations)
            .Select(o => o.Run)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The context of one domain of a report.</summary>
    /// <param name="prefix">Begins the ids of its figures.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="alerts">Alerts of any domain; resolved ones mark nothing.</param>
    public static FigureContext Of(
        string prefix,
        DomainReport domain,
        IEnumerable<AlertRecord> alerts
    ) =>
        new(
            prefix,
            domain,
            alerts
                .Where(a =>
                    a.Status != AlertStatus.Resolved
                    && string.Equals(a.Condition.Domain, domain.Domain, StringComparison.Ordinal)
                )
                .Select(a => a.Condition.Run)
                .ToHashSet(StringComparer.Ordinal)
        );

    public Run? RunNamed(string name) => _runs.GetValueOrDefault(name);

    public int StyleOf(string family)
    {
        for (var i = 0; i < Families.Count; i++)
        {
            if (string.Equals(Families[i], family, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>The fits to draw of one law: one for each family and condition, the forecast fit where there is one.</summary>
    public IReadOnlyList<LawRecord> Drawn(string law) =>
        [
            .. Domain
                .Analysis.Laws.Where(l => string.Equals(l.Law, law, StringComparison.Ordinal))
                .GroupBy(l => (l.Family, l.Condition))
                .Select(g =>
                    g.FirstOrDefault(l => l.Next is not null)
                    ?? g.FirstOrDefault(l =>
                        string.Equals(l.Fit, "reporting", StringComparison.Ordinal)
                    )
                    ?? g.First()
                ),
        ];

    /// <summary>The evaluations of a run on the set that the laws are fitted to, standardized like every compared loss.</summary>
    public IEnumerable<MeasuredLoss> Measured(Run run)
    {
        var length = Domain.Snapshot.ReferenceContext;
        foreach (var evaluation in run.EvaluationsOn(Domain.Snapshot.EvaluationSet))
        {
            var loss = length > 0 ? evaluation.Profile.Standardized(length) : evaluation.All.Mean;
            if (
                loss is { } measured
                && double.IsFinite(measured.Value)
                && run.TokensAt(evaluation.Step) is { } tokens
            )
            {
                yield return new MeasuredLoss(
                    evaluation.Step,
                    tokens,
                    TrainingCompute.Flops(run.Metadata.Parameters, tokens),
                    measured.Value,
                    evaluation.All.StandardError
                );
            }
        }
    }
}

/// <summary>One evaluation: D in tokens, C in FLOP, the loss in nats per token with its clustered standard error.</summary>
public readonly record struct MeasuredLoss(
    long Step,
    double Tokens,
    double Compute,
    double Loss,
    double StandardError
);
