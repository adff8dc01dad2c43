using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>What the interval of a forecast rests on, in one plain sentence.</summary>
public static class BasisWords
{
    private const string Public = "pooled scale of seven families";

    /// <param name="basis">As stored: the method; how far it is calibrated.</param>
    public static string Of(string basis)
    {
        var parts = basis.Split("; ", 2);
        var pool = parts[0].Split(", times this family's own ", 2);
        var scale = string.Equals(pool[0], Public, StringComparison.Ordinal)
            ? "as wide as past forecasts of seven public families were off"
            : $"by {pool[0]}";
        var own =
            pool.Length > 1 ? $", corrected by how far off {Own(pool[1])} of this family were" : "";
        var calibration = parts.Length == 1 ? "" : Calibration(parts[1]);
        return Outside.Prose($"{scale}{own}{calibration}", 300);
    }

    /// <summary><c>71 scores from 6 origins</c>.</summary>
    private static string Own(string scores)
    {
        var words = scores.Split(' ');
        return words is [var count, "scores", "from", var origins, "origins"]
            ? $"{count} forecasts from {origins} starting points"
            : scores;
    }

    private static string Calibration(string calibration) =>
        string.Equals(calibration, "nominal", StringComparison.Ordinal)
            ? ""
            : $"; {calibration.Split("; ", 2)[0]}";
}
