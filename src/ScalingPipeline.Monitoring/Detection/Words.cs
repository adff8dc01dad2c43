using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>How numbers are written in messages to people.</summary>
internal static class Words
{
    /// <summary>A loss in nats to four decimals.</summary>
    public static string Loss(double nats) => nats.ToString("0.0000");

    /// <summary>A difference of ln losses as the percentage by which the loss is higher or lower.</summary>
    public static string Percent(double logDifference) =>
        $"{Math.Abs(100 * (Elementary.Exp(logDifference) - 1)):0.0} %";

    public static string AboveOrBelow(double logDifference) =>
        logDifference > 0 ? "above" : "below";

    public static string Count(long number) => number.ToString("N0");

    public static string Times(double factor) =>
        factor is >= 10 or < 0.1 ? factor.ToString("G3") : factor.ToString("0.00");

    public static string Many(int count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{Count(count)} {many}";
}
