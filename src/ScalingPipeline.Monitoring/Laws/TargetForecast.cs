using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Planning;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>What it would take to reach a loss.</summary>
/// <param name="TargetLoss">In nats.</param>
/// <param name="Compute">C in FLOP of the cheapest run that reaches it, with the range that the interval leaves open.</param>
/// <param name="Parameters">N of that run; null when only L(C) is known.</param>
/// <param name="Tokens">D of that run; null when only L(C) is known.</param>
/// <param name="Forecast">The forecast of that run: its loss is the target, its interval what may come instead.</param>
/// <param name="Law">The law it was made from.</param>
/// <param name="Family">The family it is for.</param>
public sealed record TargetForecast(
    double TargetLoss,
    TargetCompute Compute,
    double? Parameters,
    double? Tokens,
    LawForecast Forecast,
    string Law,
    string Family
);

/// <content>From a loss to what it costs.</content>
public sealed partial class FamilyForecasts
{
    private const double Level = 0.9;

    /// <summary>
    /// The cheapest run that reaches a loss: its N and D from L(N,D) where its exponents are identified, else its compute alone from L(C). Where the floor is open, only
    /// near the data.
    /// </summary>
    /// <param name="loss">Positive, in nats.</param>
    /// <exception cref="NoForecastException">The loss lies at or below the irreducible loss, was reached by every run, or no law reaches that far.</exception>
    public TargetForecast ForTarget(double loss)
    {
        var easiest = _points.MaxBy(p => p.Loss)!;
        if (loss >= easiest.Loss)
        {
            throw new NoForecastException(
                NoForecast.AlreadyReached,
                $"Already reached: the run {easiest.Run}, the worst completed one of {Family}, ended at {easiest.Loss:0.0000} with {easiest.Compute:0.###e+0} FLOP; the law is not followed to smaller ones."
            );
        }

        return _joint.Law is not null && _joint.Fit.Status.Forecasts(decades: 0)
            ? ByJointLaw(loss)
            : ByFrontier(loss);
    }

    private TargetForecast ByJointLaw(double loss)
    {
        var law = _joint.Law!.Value;
        if (TargetLoss.Cheapest(law, loss) is not { } plan)
        {
            throw _joint.Fit.Status.IsUsable
                ? Below(loss, "L(N,D)", law.E, _joint.Fit["E"])
                : Open(loss, "L(N,D)", _joint.Fit);
        }

        var scores = InnerScores.Of(ChinchillaRecords.Data(_points), FitOptions.Forecast);
        return Answer(
            loss,
            plan.Compute,
            c =>
                _forecaster.At(
                    _joint,
                    law.OptimalParameters(c),
                    law.OptimalTokens(c),
                    Level,
                    scores
                ),
            _joint.Fit,
            "L(N,D)"
        ) with
        {
            Parameters = plan.Parameters,
            Tokens = plan.Tokens,
        };
    }

    private TargetForecast ByFrontier(double loss)
    {
        var (fitted, reason) = FrontierFit();
        if (reason is not null || fitted.Law is not { } law)
        {
            throw new NoForecastException(
                NoForecast.NotIdentified,
                $"Not identified: {_joint.Fit.Status.Reason} Nor is L(C) of {Family}: {reason ?? fitted.Fit.Status.Reason}"
            );
        }

        // Where the floor is open, no loss can be said to lie below it.
        return loss <= law.LInf && fitted.Fit.Status.IsUsable
            ? throw Below(loss, "L(C)", law.LInf, fitted.Fit["L_inf"])
            : Answer(
                loss,
                law.XAtLoss(loss),
                c => _forecaster.At(fitted, c, Level),
                fitted.Fit,
                "L(C)"
            );
    }

    private TargetForecast Answer(
        double loss,
        double compute,
        Func<double, Forecast> forecast,
        Fit fit,
        string law
    )
    {
        Forecast? Allowed(double c) =>
            forecast(c) is var made && fit.Status.Forecasts(made.Decades) ? made : null;
        return double.IsFinite(compute) && Allowed(compute) is { } point
            ? new TargetForecast(
                loss,
                TargetCompute.Of(Allowed, compute, loss),
                Parameters: null,
                Tokens: null,
                PowerLawRecords.Allowed(fit, point, compute, double.NaN)!,
                law,
                Family
            )
            : throw (
                double.IsFinite(compute)
                    ? new NoForecastException(
                        NoForecast.NotIdentified,
                        $"Not identified: {law} of {Family} does not reach {compute:0.###e+0} FLOP, where it would fall to {loss:0.0000}. {fit.Status.Reason}"
                    )
                    : Open(loss, law, fit)
            );
    }

    private NoForecastException Open(double loss, string law, Fit fit) =>
        new(
            NoForecast.NotIdentified,
            $"Not identified: whether {law} of {Family} ever falls to {loss:0.0000} is open. {fit.Status.Reason}"
        );

    private NoForecastException Below(
        double loss,
        string law,
        double floor,
        ParameterEstimate estimate
    ) =>
        new(
            NoForecast.BelowIrreducibleLoss,
            $"Below the irreducible loss: {law} of {Family} ends at {floor:0.0000} nats per token{(double.IsFinite(estimate.StandardError) ? $" (standard error {estimate.StandardError:0.0000})" : "")}, so no compute reaches {loss:0.0000}."
        );
}
