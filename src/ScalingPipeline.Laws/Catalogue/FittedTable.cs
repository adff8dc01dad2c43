using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>A law fitted to a table: its account, its parameters, and what it says of other rows.</summary>
public sealed class FittedTable
{
    private readonly ITableForecast forecast;
    private readonly Func<double[], double> loss;
    private readonly Func<ulong, int, ParameterBootstrap?> bootstrap;
    private readonly Func<string, double, (double, double)?> profile;

    /// <param name="fit">The reporting fit.</param>
    /// <param name="forecast">What is predicted.</param>
    /// <param name="bootstrap">Replicates for a seed and a number of them.</param>
    /// <param name="profile">The profile interval of a parameter at a level.</param>
    /// <param name="loss">The fitted loss of a row; by default that of the fit's form.</param>
    internal FittedTable(
        Fit fit,
        ITableForecast forecast,
        Func<ulong, int, ParameterBootstrap?> bootstrap,
        Func<string, double, (double, double)?> profile,
        Func<double[], double>? loss = null
    )
    {
        Fit = fit;
        this.forecast = forecast;
        this.bootstrap = bootstrap;
        this.profile = profile;
        this.loss = loss ?? (row => fit.Form?.Loss(row) ?? double.NaN);
    }

    /// <summary>The account of the reporting fit, with the parameters under the names of the formula.</summary>
    public Fit Fit { get; }

    /// <summary>Covariance of the parameters, row by row; null where none exists.</summary>
    public IReadOnlyList<double>? Covariance => Fit.Covariance;

    /// <summary>The largest level that <see cref="Predict"/> has an interval for.</summary>
    public double LargestLevel => forecast.LargestLevel;

    /// <summary>The fitted loss of a row in nats; NaN when nothing was fitted or the law refuses to speak there.</summary>
    public double Loss(double[] row) => loss(row);

    /// <summary>
    /// The forecast of a row with an interval for a measured loss, around the forecast fit. Null, with the reason, when the law must not be followed there.
    /// </summary>
    public LossPrediction? Predict(double[] row, double level, out string? reason) =>
        forecast.At(row, level, out reason);

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
