using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>A start for the solver: the floor at a share of the least loss, and the weighted line through ln(L - floor).</summary>
internal static class FlooredLine
{
    public static (double LogFloor, double Level, double Slope) Of(CurvePoints points, double share)
    {
        var floor = share * Elementary.Exp(points.LogLoss.Min());
        double total = 0,
            meanU = 0,
            meanZ = 0;
        var z = new double[points.Count];
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = Elementary.Log(Elementary.Exp(points.LogLoss[i]) - floor);
            total += points.W[i];
            meanU += points.W[i] * points.U[i];
            meanZ += points.W[i] * z[i];
        }

        meanU /= total;
        meanZ /= total;
        double products = 0,
            squares = 1e-12 * total;
        for (var i = 0; i < z.Length; i++)
        {
            var off = points.U[i] - meanU;
            products += points.W[i] * off * (z[i] - meanZ);
            squares += points.W[i] * off * off;
        }

        var slope = -products / squares;
        return (Elementary.Log(floor), meanZ + (slope * meanU), slope);
    }
}
