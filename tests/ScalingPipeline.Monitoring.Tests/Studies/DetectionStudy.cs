using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Ladder;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Studies;

/// <summary>
/// How the rules do on real logs: every healthy run of the public ladder with two siblings of its length or more, replayed from a fifth of its schedule to its end as it is, and with each fault put into it.
/// </summary>
internal sealed class DetectionStudy
{
    private static readonly string[] _domains = ["language", "code", "math", "image8x8"];
    private static readonly string[] _faulty =
    [
        "lang-tf-n82944-d2621k-s4713",
        "lang-tf-n82944-d2621k-s6281",
    ];

    /// <summary>A tenth of the schedule between two looks.</summary>
    private const int Looks = 10;

    private readonly List<(DomainSnapshot Snapshot, Run Run)> _targets = [];

    public static async Task<DetectionStudy> ReadAsync(CancellationToken cancellationToken)
    {
        var study = new DetectionStudy();
        foreach (var domain in _domains)
        {
            var snapshot = await LadderLogs.ReadAsync(domain, cancellationToken);
            var detector = Detector.Run(snapshot);
            foreach (var view in detector.Views.Where(v => !_faulty.Contains(v.Name)))
            {
                if (detector.PoolOf(view)?.ReferencesOf(view).Count >= 2)
                {
                    study._targets.Add((Group(snapshot, view.Run), view.Run));
                }
            }
        }

        return study;
    }

    /// <summary>Healthy runs that can be compared.</summary>
    public int Runs => _targets.Count;

    /// <summary>Looks at healthy runs.</summary>
    public int Evaluations => _targets.Count * (Looks - 1);

    /// <summary>The confirmed conditions of every look at healthy runs: of any run but the two faulty ones.</summary>
    public IReadOnlyList<(
        string Target,
        double Progress,
        AlertCondition Condition
    )> FalseAlarms() =>
        [
            .. _targets
                .AsParallel()
                .AsOrdered()
                .SelectMany(t =>
                    Enumerable
                        .Range(2, Looks - 1)
                        .SelectMany(look =>
                            Look(t.Snapshot, t.Run, look)
                                .Where(c => !_faulty.Contains(c.Run))
                                .Select(c => (t.Run.Name, look / (double)Looks, c))
                        )
                ),
        ];

    /// <summary>How many healthy runs a rule on the training loss alone alerts.</summary>
    public int FalseAlarmsOf(Func<TrainingSeries, bool> rule) =>
        _targets.Count(t => rule(t.Run.Training));

    /// <summary>How many runs with a fault a rule on the training loss alone alerts.</summary>
    public int FoundBy(Func<TrainingSeries, bool> rule, InjectedFault fault) =>
        _targets.Count(t => rule(fault.Apply(t.Run).Training));

    /// <summary>One fault in healthy runs.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="every">1 for every run, 2 for every second, ...</param>
    public FaultResult Try(InjectedFault fault, int every = 1)
    {
        var targets = _targets.Where((_, i) => i % every == 0).ToArray();
        var outcomes = targets
            .AsParallel()
            .AsOrdered()
            .Select(t => Outcome(fault, t.Snapshot, fault.Apply(t.Run)))
            .ToArray();
        var found = outcomes.Where(o => o.Found is not null).ToArray();
        return new FaultResult(
            fault.Name,
            outcomes.Length,
            found.Length,
            found.Length == 0
                ? double.NaN
                : found.Select(o => o.Delay).Order().ElementAt(found.Length / 2),
            found.Count(o => fault.Causes.Contains(o.Found!.CauseCode)),
            found.Count(o =>
                o.Found!.CauseCode == CauseCodes.Open && !fault.Causes.Contains(CauseCodes.Open)
            ),
            [
                .. found
                    .Select(o => $"{o.Found!.Code}/{o.Found.CauseCode}")
                    .GroupBy(c => c)
                    .OrderByDescending(g => g.Count())
                    .Select(g => $"{g.Count()} {g.Key}"),
            ],
            [.. outcomes.SelectMany(o => o.Others)],
            [
                .. targets
                    .Zip(outcomes)
                    .Where(p => p.Second.Found is null)
                    .Select(p => p.First.Run.Name),
            ]
        );
    }

    /// <summary>The runs that a run is compared with: the others of its domain say nothing of it.</summary>
    private static DomainSnapshot Group(DomainSnapshot snapshot, Run run) =>
        snapshot with
        {
            Runs =
            [
                .. snapshot.Runs.Where(r =>
                    r.Metadata.Family == run.Metadata.Family
                    && r.Metadata.TotalSteps == run.Metadata.TotalSteps
                ),
            ],
        };

    /// <summary>What was told last, or, where a wrong cause was named at any look, that.</summary>
    private static (AlertCondition? Found, double Delay, string[] Others) Outcome(
        InjectedFault fault,
        DomainSnapshot snapshot,
        Run faulty
    )
    {
        double first = double.NaN;
        AlertCondition? found = null,
            wrong = null;
        for (var look = 2; look <= Looks; look++)
        {
            var own = Look(snapshot, faulty, look).Where(c => c.Run == faulty.Name).ToArray();
            if (own.Length > 0)
            {
                first = double.IsNaN(first) ? look / (double)Looks : first;
                wrong ??= own.FirstOrDefault(c =>
                    !fault.Causes.Contains(c.CauseCode) && c.CauseCode != CauseCodes.Open
                );
                found = own.FirstOrDefault(c => c.CauseCode != CauseCodes.Open) ?? own[0];
            }
        }

        var others = Look(snapshot, faulty, Looks)
            .Where(c => c.Run != faulty.Name && !_faulty.Contains(c.Run))
            .Select(c => $"{c.Run} {c.Code}")
            .ToArray();
        return (wrong ?? found, Math.Max(0, first - fault.Onset), others);
    }

    private static AlertCondition[] Look(DomainSnapshot snapshot, Run run, int look)
    {
        var until = run.Metadata.TotalSteps!.Value * look / Looks;
        var seen = look == Looks ? run : run.Until(until);
        return
        [
            .. Detector
                .Run(
                    snapshot with
                    {
                        Runs = [.. snapshot.Runs.Select(r => r.Name == run.Name ? seen : r)],
                    }
                )
                .Conditions.Where(c => c.Confirmed && c.Severity > AlertSeverity.Info),
        ];
    }
}

/// <summary>How one kind of fault was found.</summary>
/// <param name="Name">The fault.</param>
/// <param name="Runs">Runs that it was put into.</param>
/// <param name="Found">Of which so many were alerted.</param>
/// <param name="Delay">Median from onset to the first alert, as a share of the schedule; looks are a tenth apart.</param>
/// <param name="Named">Alerts whose cause is right.</param>
/// <param name="Open">Alerts whose cause is honestly open; the rest is wrong.</param>
/// <param name="Codes">What was said, most frequent first.</param>
/// <param name="Accused">Healthy siblings that were alerted, with the code.</param>
/// <param name="Missed">Runs in which it was not found.</param>
internal sealed record FaultResult(
    string Name,
    int Runs,
    int Found,
    double Delay,
    int Named,
    int Open,
    string[] Codes,
    string[] Accused,
    string[] Missed
)
{
    /// <summary>Alerts that name a wrong cause.</summary>
    public int Wrong => Found - Named - Open;
}
