using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Holds every run against its siblings, itself left out, and against the law of the runs before it.</summary>
internal sealed class RunAssessments(
    Detector detector,
    IReadOnlyDictionary<string, FinalPoints> familyPoints,
    IReadOnlyDictionary<string, Forecaster> forecasters
)
{
    private const double Level = 0.9;
    private const int SizesForALaw = 4;
    private const int RunsForASurface = 10;

    public RunAssessment Of(RunView view)
    {
        var latest = view.Final ?? (view.Checkpoints is [.., var last] ? last : null);
        var pool = detector.PoolOf(view);
        var references = pool?.ReferencesOf(view) ?? [];
        var prediction = latest is null ? null : SiblingPrediction.At(latest, view, references);
        var assessment = new RunAssessment
        {
            Run = view.Name,
            Family = view.Family,
            Parameters = view.Parameters,
            Tokens = view.Run.TokensAt(view.LastStep) ?? 0,
            Progress = view.Progress,
            Observed = latest?.Loss ?? double.NaN,
            StandardError = latest?.StandardError ?? double.NaN,
            Basis = Basis(view, latest, prediction, references.Count),
            References = prediction?.References ?? [],
            Forecast = Forward(view),
            End = TrainingEnd.Of(view, references),
        };
        return prediction is null
            ? assessment
            : assessment with
            {
                Expected = Elementary.Exp(prediction.Predicted),
                Interval = IntervalOf(prediction),
            };
    }

    internal static Interval IntervalOf(SiblingPrediction prediction)
    {
        var (low, high) = HealthyErrors.FinalLoss.Interval(
            prediction.Kriging,
            prediction.Predicted,
            Level
        );
        return new Interval(Level, Elementary.Exp(low), Elementary.Exp(high));
    }

    private static string Basis(
        RunView view,
        EvaluatedLoss? latest,
        SiblingPrediction? prediction,
        int references
    )
    {
        if (latest is null)
        {
            return "not evaluated yet";
        }

        if (view.Run.Metadata.TotalSteps is null)
        {
            return "no expectation: the run declares no schedule, so that its siblings are not known";
        }

        if (prediction is null)
        {
            return $"no expectation: {Words.Many(references, "sibling", "siblings")} of the same family and length; two are needed";
        }

        var beyond =
            prediction.Kriging.DecadesBeyond > 0
                ? $", {Elementary.Pow(10, prediction.Kriging.DecadesBeyond):0.0} times outside their sizes"
                : "";
        var where = view.Final is null ? $"at step {Words.Count(latest.Step)}" : "at the end";
        return $"kriging in ln N from {Words.Many(prediction.References.Count, "sibling", "siblings")} of the same length {where}{beyond}; interval from {HealthyErrors.FinalLoss.HealthyRuns} healthy runs of a public ladder";
    }

    /// <summary>The law of the runs that took less compute, at this run's size and length.</summary>
    private RunForecast? Forward(RunView view)
    {
        if (view.Run.Metadata.PlannedTokens is not { } tokens)
        {
            return null;
        }

        var compute = TrainingCompute.Flops(view.Parameters, tokens);
        var before = familyPoints[view.Family]
            .Used.Where(p =>
                p.Compute < compute && !string.Equals(p.Run, view.Name, StringComparison.Ordinal)
            )
            .ToArray();
        return Forward(forecasters[view.Family], view, before, tokens);
    }

    private static RunForecast? Forward(
        Forecaster forecaster,
        RunView view,
        FinalPoint[] before,
        double tokens
    )
    {
        var sameLength = before.Where(p => p.Tokens == tokens).ToArray();
        if (sameLength.Select(p => p.Parameters).Distinct().Count() >= SizesForALaw)
        {
            var data = Observations.OfOne(
                "N",
                Array.ConvertAll(sameLength, p => p.Parameters),
                Array.ConvertAll(sameLength, p => p.Loss),
                default,
                Array.ConvertAll(sameLength, p => p.Run)
            );
            var fitted = PowerLawFit.Fit(data, FitOptions.Forecast);
            if (PowerLawRecords.ForecastAt(forecaster, fitted, view.Parameters) is { } forecast)
            {
                return new RunForecast(forecast, "L(N)", sameLength.Length, view.Final?.Loss);
            }
        }

        return
            before.Length >= RunsForASurface
            && ChinchillaRecords.Forecast(
                forecaster,
                before,
                ChinchillaRecords.ForecastFit(before),
                view.Parameters,
                tokens
            )
                is { } surface
            ? new RunForecast(surface, "L(N,D)", before.Length, view.Final?.Loss)
            : null;
    }
}
