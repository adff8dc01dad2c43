using ScalingPipeline.Laws.Extrapolation;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>The automatic extrapolation of one curve for the catalogue, see <see cref="CurveExtrapolation"/>: it forecasts and has no parameters to show.</summary>
internal static class CurveTableLaw
{
    public static FittedTable Fit(LossTable data, FitOptions options)
    {
        var x = Array.ConvertAll(data.SlotOfRow, slot => data.Rows[slot][0]);
        var loss = Array.ConvertAll(data.SlotOfRow, slot => Elementary.Exp(data.LogLoss[slot]));
        var curve = CurveExtrapolation.Of(x, loss);
        var distinct = x.Distinct().Count();
        return new FittedTable(
            new Fit
            {
                Kind = FitKind.Forecast,
                Estimator = curve is null
                    ? "forecast fit of one curve"
                    : $"forecast fit of one curve: {curve.FlooredShare:P0} a power law with a floor, {1 - curve.FlooredShare:P0} one with a break, weighted by how well each has forecast the curve so far",
                Status = Judge(curve, data.Variables[0], distinct),
                Points = x.Length,
                Counted = x.Length,
                DistinctX = distinct,
                LargestCompute = x.Length == 0 ? double.NaN : x.Max(),
            },
            new Forecast(curve, distinct),
            (_, _) => null,
            (_, _) => null,
            row => curve?.Loss(row[0]) ?? double.NaN
        );
    }

    private static FitStatus Judge(CurveExtrapolation? curve, string x, int distinct) =>
        curve is null ? new FitStatus(Identification.TooFewPoints, TooFew(distinct))
        : curve.HasTwoLaws
            ? new FitStatus(
                Identification.Identified,
                $"curve({x}) rests on {distinct} distinct {x}."
            )
        : new FitStatus(
            Identification.Provisional,
            $"Only {distinct} distinct {x}: the power law with a floor stands alone."
        );

    private static string TooFew(int distinct) =>
        $"A curve needs at least {CurveExtrapolation.LeastPoints} distinct points; there {(distinct == 1 ? "is" : "are")} {distinct}.";

    private sealed class Forecast(CurveExtrapolation? curve, int distinct) : ITableForecast
    {
        public double LargestLevel => CurveExtrapolation.LargestLevel;

        public LossPrediction? At(double[] row, double level, out string? reason)
        {
            reason = curve is null ? TooFew(distinct) : null;
            return curve?.At(row[0], level) is { } forecast
                ? new LossPrediction(
                    forecast.Loss,
                    forecast.Level,
                    forecast.Low,
                    forecast.High,
                    forecast.Decades,
                    $"curve extrapolation, measured on {CurveExtrapolation.Basis}; {forecast.Calibration}"
                )
                : null;
        }
    }
}
