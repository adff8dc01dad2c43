using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>A law fitted to a table: its account, its parameters, and what it says of other rows.</summary>
public sealed class FittedTable
{
    private readonly double largestX;
    private readonly Lazy<Fit> forecast;
    private readonly Func<ulong, int, ParameterBootstrap?> bootstrap;
    private readonly Func<string, double, (double, double)?> profile;

    /// <param name="fit">The reporting fit.</param>
    /// <param name="forecast">The forecast fit, made when something is predicted.</param>
    /// <param name="bootstrap">Replicates for a seed and a number of them.</param>
    /// <param name="profile">The profile interval of a parameter at a level.</param>
    /// <param name="largestX">The first variable beyond which the law is not followed.</param>
    internal FittedTable(
        Fit fit,
        Func<Fit> forecast,
        Func<ulong, int, ParameterBootstrap?> bootstrap,
        Func<string, double, (double, double)?> profile,
        double largestX = double.PositiveInfinity
    )
    {
        Fit = fit;
        this.forecast = new Lazy<Fit>(forecast);
        this.bootstrap = bootstrap;
        this.profile = profile;
        this.largestX = largestX;
    }

    /// <summary>The account of the reporting fit, with the parameters under the names of the formula.</summary>
    public Fit Fit { get; }

    /// <summary>Covariance of the parameters, row by row; null where none exists.</summary>
    public IReadOnlyList<double>? Covariance => Fit.Covariance;

    /// <summary>The fitted loss of a row in nats; NaN when nothing was fitted or the law refuses to speak there.</summary>
    public double Loss(double[] row) =>
        Fit.Form is not { } form || IsBeyond(row) ? double.NaN : form.Loss(row);

    /// <summary>
    /// The forecast of a row with an interval for a measured loss: the pooled scale of seven families around the forecast fit. Null, with the reason, when the law must not be followed there.
    /// </summary>
    public LossPrediction? Predict(double[] row, double level, out string? reason)
    {
        if (IsBeyond(row))
        {
            reason =
                "A law with a break explains the data it was fitted to and is not followed beyond them.";
            return null;
        }

        var fit = forecast.Value;
        var decades = fit.Form is { } end
            ? Math.Max(0, Elementary.Log10(end.Form.Compute(row) / fit.LargestCompute))
            : double.NaN;
        if (fit.Form is not { } form || !fit.Status.Forecasts(decades))
        {
            reason = fit.Status.Reason;
            return null;
        }

        reason = null;
        var half = PooledQuantiles.Measured.At(level) * Scale(fit, form, row, decades).Sigma;
        var loss = form.Loss(row);
        return new LossPrediction(
            loss,
            level,
            loss * Elementary.Exp(-half),
            loss * Elementary.Exp(half),
            decades,
            Basis(fit)
        );
    }

    private bool IsBeyond(double[] row) => row[0] > largestX * (1 + 1e-12);

    private static ForecastScale Scale(Fit fit, FittedForm form, double[] row, double decades) =>
        fit.Centred is null
            ? PooledScale.Of(fit, form.LogError(row), form.Theta.Length, decades)
            : PooledScale.Of(
                fit,
                Elementary.Log(row[0]),
                row.Length > 1 ? Elementary.Log(row[1]) : double.NaN,
                decades
            );

    private static string Basis(Fit fit)
    {
        var measured = fit.Centred is null ? ", measured on L(N) and L(N,D)" : "";
        var label =
            fit.Status.Kind == Identification.Identified
                ? ""
                : $"; provisional: {fit.Status.Reason}";
        return $"forecast fit, {PooledQuantiles.Measured.Basis}{measured}{label}";
    }

    /// <summary>The parameters of a bootstrap by run; null when nothing was fitted.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="replicates">At least two.</param>
    public ParameterBootstrap? Bootstrap(ulong seed, int replicates) =>
        Fit.Form is null ? null : bootstrap(seed, replicates);

    /// <summary>The profile interval of a parameter; null when it depends on several of the solver's coordinates, as prefactors do.</summary>
    public (double Low, double High)? Profile(string parameter, double level = 0.95) =>
        Fit.Form is null ? null : profile(parameter, level);
}

/// <summary>A predicted loss with its interval.</summary>
/// <param name="Loss">In nats.</param>
/// <param name="Level">Nominal coverage.</param>
/// <param name="Low">Lower end in nats.</param>
/// <param name="High">Upper end in nats.</param>
/// <param name="Decades">How far beyond the fitted data; 0 inside.</param>
/// <param name="Basis">What it rests on, and how far to trust it, in words.</param>
public readonly record struct LossPrediction(
    double Loss,
    double Level,
    double Low,
    double High,
    double Decades,
    string Basis
);
