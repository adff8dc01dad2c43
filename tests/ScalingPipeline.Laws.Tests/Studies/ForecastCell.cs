using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>All forecasts of one data set from one origin, scored.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Cut">Largest compute trained on.</param>
/// <param name="Fit">The forecast fit.</param>
/// <param name="Scores">The training rows' own inner scores.</param>
/// <param name="Points">The forecasts, in the order of the rows.</param>
internal sealed record ForecastCell(
    RunFamily Set,
    double Cut,
    Fit Fit,
    InnerScores Scores,
    IReadOnlyList<ScoredForecast> Points
)
{
    private const int Replicates = 200;

    public string Family => Set.Family;

    public double MeanError => Points.Average(p => Math.Abs(p.LogError));

    /// <summary>Whether the library refuses this fit, such as L(N, D) from two sizes: the study forecasts all the same.</summary>
    public required bool Refused { get; init; }

    public static ForecastCell Of(RunFamily set, double cut)
    {
        var train = set.Data.Where(slot => set.Compute[slot] <= cut);
        var (fit, _, _) = AdditiveFit.Run(train, FitOptions.Forecast, refuse: false);
        var form = new AdditiveForm(HasFloor: true, train.HasTwoVariables);
        var scores = InnerScores.Of(train, FitOptions.Forecast);
        var theta = fit.Centred!.Theta();
        var points = new List<ScoredForecast>();
        foreach (var slot in set.Data.SlotOfRow)
        {
            if (set.Compute[slot] > cut)
            {
                var (x, second) = Logs(set, slot);
                var predicted = AdditiveKernel.LogLoss(
                    theta,
                    x - fit.Centred.Centre,
                    set.Data.HasTwoVariables ? second - fit.Centred.SecondCentre : 0
                );
                var scale = PooledScale.Of(fit, x, second, Math.Log10(set.Compute[slot] / cut));
                points.Add(
                    new ScoredForecast(
                        set.Family,
                        set.Name,
                        $"{cut:R}",
                        set.Data.LogLoss[slot] - predicted,
                        scale
                    )
                );
            }
        }

        return new ForecastCell(set, cut, fit, scores, points)
        {
            Refused = Support.Of(train).TooFew(form) is not null,
        };
    }

    /// <summary>The bootstrap's band of log error for every point: each replicate's law plus a residual drawn from the fit's own.</summary>
    public IReadOnlyList<(double Low, double High)> Bootstrapped(double level)
    {
        var train = Set.Data.Where(slot => Set.Compute[slot] <= Cut);
        var thetas = BootstrapThetas.Of(train, FitOptions.Forecast, Replicates, out var centre);
        var random = new Xoshiro256(7);
        var bands = new List<(double, double)>();
        var fitted = Fit.Centred!.Theta();
        foreach (var slot in Set.Data.SlotOfRow)
        {
            if (Set.Compute[slot] <= Cut)
            {
                continue;
            }

            var (x, second) = Logs(Set, slot);
            double u = x - centre.U,
                v = Set.Data.HasTwoVariables ? second - centre.V : 0;
            var middle = AdditiveKernel.LogLoss(fitted, u, v);
            var draws = Array.ConvertAll(
                thetas,
                theta =>
                    AdditiveKernel.LogLoss(theta, u, v)
                    - middle
                    + Fit.Residuals[random.Below(Fit.Residuals.Count)]
            );
            Array.Sort(draws);
            var tail = (int)((1 - level) / 2 * draws.Length);
            bands.Add((draws[tail], draws[^(tail + 1)]));
        }

        return bands;
    }

    private static (double X, double Second) Logs(RunFamily set, int slot) =>
        (
            Math.Log(set.Data.X[slot]),
            set.Data.SecondX is { } second ? Math.Log(second[slot]) : double.NaN
        );
}
