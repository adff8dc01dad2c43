using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>Refit outcomes with every kind of number that can occur.</summary>
internal static class AnalysisSamples
{
    public static DomainAnalysis Analysis(string domain = "text", string snapshot = "snapshot-1") =>
        new()
        {
            Domain = domain,
            Snapshot = snapshot,
            Laws = [Law(domain)],
            Runs = [Assessment()],
            Conditions = [Condition(domain)],
            Scores =
            [
                new ScoredForecast(
                    $"{domain}/dense",
                    "L(N)",
                    "the 7 runs before",
                    -0.1 / 3,
                    new ForecastScale(0.01, double.Epsilon, 1, 0)
                ),
            ],
            Calibrations = [new FamilyCalibration("dense", "own", [0.5, 0.9], [1d / 3, 2])],
            Remarks = ["Family 'dense' has one run: no trend alerts. \u202E<script>'\0"],
        };

    public static AlertRecord Alert(
        string id,
        AlertStatus status = AlertStatus.Firing,
        int minute = 0
    ) =>
        new()
        {
            Id = id,
            Condition = Condition("text"),
            Status = status,
            Since = Samples.Time.AddMinutes(minute),
            Updated = Samples.Time.AddMinutes(minute + 1),
            ResolvedAt =
                status == AlertStatus.Resolved ? Samples.Time.AddMinutes(minute + 2) : null,
            ClearedEvaluations = 2,
        };

    public static OutboxMessage Message(string id, int minute = 0) =>
        new()
        {
            Id = id,
            Sink = "webhook",
            AlertId = "alert-1",
            Payload = """{"status":"firing"}""",
            Created = Samples.Time.AddMinutes(minute),
            NextAttempt = Samples.Time.AddMinutes(minute),
        };

    public static RefitOutcome Outcome(
        DomainAnalysis analysis,
        long version = 1,
        int minute = 0,
        IReadOnlyList<AlertRecord>? alerts = null,
        IReadOnlyList<OutboxMessage>? messages = null
    ) =>
        new()
        {
            Analysis = analysis,
            Version = version,
            At = Samples.Time.AddMinutes(minute),
            Alerts = alerts ?? [],
            Messages = messages ?? [],
        };

    private static AlertCondition Condition(string domain) =>
        new()
        {
            Domain = domain,
            Run = "run-1",
            Code = AlertCodes.FinalLoss,
            Severity = AlertSeverity.Critical,
            Confirmed = true,
            Expected = 3.1,
            Observed = double.NaN,
            Interval = new Interval(0.95, double.NegativeInfinity, 1d / 3),
            Message = "Expected 3.10, came 3.90.",
            Cause = "open",
            NextStep = "Look at the learning rate.",
            Evidence = "8 healthy runs.",
        };

    private static RunAssessment Assessment() =>
        new()
        {
            Run = "run-1",
            Family = "dense",
            Parameters = 1e9,
            Tokens = 2e10,
            Progress = double.NaN,
            Observed = Math.PI,
            StandardError = double.Epsilon,
            Basis = "2 siblings",
            References = ["run-2", "run-3"],
            Forecast = new RunForecast(
                new LawForecast(
                    1e9,
                    double.NaN,
                    2.5,
                    new Interval(0.9, 2.4, 2.6),
                    0.3,
                    "leave one out"
                )
                {
                    Scale = new ForecastScale(1d / 3, 0.5, 3, 0.3),
                },
                "L(N)",
                7,
                Actual: null
            ),
        };

    private static LawRecord Law(string domain) =>
        new()
        {
            Domain = domain,
            Family = "dense",
            Law = "L(N)",
            Fit = "forecast",
            Formula = "L = L_inf + (N0/N)^alpha",
            Parameters = new Dictionary<string, double>
            {
                ["L_inf"] = 0.1 + 0.2,
                ["N0"] = 8.8e13,
                ["alpha"] = -0.0,
            },
            StandardErrors = new Dictionary<string, double> { ["alpha"] = double.MaxValue },
            Intervals = new Dictionary<string, Interval>
            {
                ["alpha"] = new(0.9, double.NaN, double.PositiveInfinity),
            },
            Covariance =
            [
                [1e-300, double.NaN],
                [2, 3],
            ],
            Points = 8,
            Excluded = [new ExcludedRun("run-9", "still training")],
            Status = LawStatus.Provisional,
            Objective = 1e-17,
            Estimator = "Huber",
            ExitReason = "converged",
            GradientNorm = 1e-12,
            Snapshot = "snapshot-1",
            CodeVersion = "0.1.0",
            Observations = [new LawPoint("run-1", 1e9, double.NaN, 3.14, 3.15)],
        };
}
