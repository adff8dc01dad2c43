using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Laws in the words and numbers that people read, on the page and at the terminal.</summary>
internal static class LawText
{
    public static string Status(LawStatus status) =>
        status switch
        {
            LawStatus.Identified => "identified",
            LawStatus.Provisional => "provisional",
            LawStatus.NotIdentified => "not identified",
            _ => "too few runs",
        };

    /// <summary>Four significant digits with standard errors; nothing for a law that the data do not pin down.</summary>
    public static string Parameters(LawDocument law) =>
        law.Status is LawStatus.Identified or LawStatus.Provisional
            ? string.Join(
                "  ",
                law.Parameters.Select(p => $"{p.Key} {Parameter(law, p.Key, p.Value)}")
            )
            : "";

    private static string Parameter(LawDocument law, string name, double value) =>
        law.StandardErrors.TryGetValue(name, out var error) && double.IsFinite(error)
            ? $"{value:G4} ± {error:G2}"
            : $"{value:G4}";

    /// <summary>The forecast for the next size, from the forecast fit of the same law.</summary>
    public static LawForecast? Next(LawRecord law, IReadOnlyList<LawRecord> laws) =>
        laws.FirstOrDefault(l => IsForecastOf(l, law))?.Next ?? law.Next;

    public static string Next(LawForecast next) =>
        $"{Formatting.Short(next.X)}: {next.Loss:0.000} ({next.Interval.Low:0.000} to {next.Interval.High:0.000})";

    private static bool IsForecastOf(LawRecord candidate, LawRecord law) =>
        candidate.Next is not null
        && string.Equals(candidate.Family, law.Family, StringComparison.Ordinal)
        && string.Equals(candidate.Law, law.Law, StringComparison.Ordinal)
        && string.Equals(candidate.Fit, "forecast", StringComparison.Ordinal);
}
