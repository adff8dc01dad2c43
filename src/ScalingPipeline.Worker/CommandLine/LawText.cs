using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Text;

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
    public static string Parameters(LawRecord law) =>
        law.Status is LawStatus.Identified or LawStatus.Provisional
            ? string.Join(
                "  ",
                law.Parameters.Select(p => $"{p.Key} {Parameter(law, p.Key, p.Value)}")
            )
            : "";

    private static string Parameter(LawRecord law, string name, double value) =>
        law.StandardErrors.TryGetValue(name, out var error) && double.IsFinite(error)
            ? $"{value:G4} ± {error:G2}"
            : $"{value:G4}";

    public static string Next(LawForecast next) =>
        $"{Formatting.Short(next.X)}: {next.Loss:0.000} ({next.Interval.Low:0.000} to {next.Interval.High:0.000})";
}
