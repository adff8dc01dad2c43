using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>A law fitted to a table: its account, its parameters, and what it says of other rows.</summary>
public sealed class FittedTable
{
    private readonly FittedForm? form;
    private readonly double largestX;
    private readonly Func<ulong, int, ParameterBootstrap?> bootstrap;
    private readonly Func<string, double, (double, double)?> profile;

    internal FittedTable(
        Fit fit,
        FittedForm? form,
        IReadOnlyList<double>? covariance,
        Func<ulong, int, ParameterBootstrap?> bootstrap,
        Func<string, double, (double, double)?> profile,
        double largestX = double.PositiveInfinity
    )
    {
        Fit = fit;
        Covariance = covariance;
        this.form = form;
        this.bootstrap = bootstrap;
        this.profile = profile;
        this.largestX = largestX;
    }

    /// <summary>The account of the fit, with the parameters under the names of the formula.</summary>
    public Fit Fit { get; }

    /// <summary>Covariance of the parameters, row by row; null where none exists.</summary>
    public IReadOnlyList<double>? Covariance { get; }

    /// <summary>The fitted loss of a row in nats; NaN when nothing was fitted or the law refuses to speak there.</summary>
    public double Loss(double[] row) =>
        form is null || row[0] > largestX * (1 + 1e-12) ? double.NaN : form.Loss(row);

    /// <summary>
    /// The loss of a row with an interval for a measured loss: the pooled scale of seven families around the reporting fit, which covered .89 at nominal 90 %. Null, with the reason, when the law must not be followed there.
    /// </summary>
    public LossPrediction? Predict(double[] row, double level, out string? reason)
    {
        reason = null;
        if (form is null)
        {
            reason = Fit.Status.Reason;
            return null;
        }

        if (row[0] > largestX * (1 + 1e-12))
        {
            reason =
                "A law with a break explains the data it was fitted to and is not followed beyond them.";
            return null;
        }

        var decades = Math.Max(0, Elementary.Log10(form.Form.Compute(row) / Fit.LargestCompute));
        if (!Fit.Status.Forecasts(decades))
        {
            reason = Fit.Status.Reason;
            return null;
        }

        var scale = PooledScale.Of(Fit, form.LogError(row), form.Theta.Length, decades);
        var half = PooledQuantiles.Measured.At(level) * scale.Sigma;
        var loss = form.Loss(row);
        return new LossPrediction(
            loss,
            level,
            loss * Elementary.Exp(-half),
            loss * Elementary.Exp(half),
            decades
        );
    }

    /// <summary>The parameters of a bootstrap by run; null when nothing was fitted.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="replicates">At least two.</param>
    public ParameterBootstrap? Bootstrap(ulong seed, int replicates) =>
        form is null ? null : bootstrap(seed, replicates);

    /// <summary>The profile interval of a parameter; null when it depends on several of the solver's coordinates, as prefactors do.</summary>
    public (double Low, double High)? Profile(string parameter, double level = 0.95) =>
        form is null ? null : profile(parameter, level);
}

/// <summary>A predicted loss with its interval.</summary>
/// <param name="Loss">In nats.</param>
/// <param name="Level">Nominal coverage.</param>
/// <param name="Low">Lower end in nats.</param>
/// <param name="High">Upper end in nats.</param>
/// <param name="Decades">How far beyond the fitted data; 0 inside.</param>
public readonly record struct LossPrediction(
    double Loss,
    double Level,
    double Low,
    double High,
    double Decades
);
