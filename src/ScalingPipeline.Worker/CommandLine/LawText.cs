using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Laws as the cells of a table at the terminal.</summary>
internal static class LawText
{
    /// <summary>Parameters with standard errors; nothing for a law that the data do not pin down.</summary>
    public static string Parameters(LawRecord law) =>
        LawWords.IsUsable(law)
            ? string.Join(
                "  ",
                law.Parameters.Select(p =>
                    $"{p.Key} {Formatting.WithError(p.Value, law.StandardErrors.GetValueOrDefault(p.Key, double.NaN))}"
                )
            )
            : "";

    public static string Next(LawForecast next) =>
        $"{Formatting.Short(next.X)}: {next.Loss:0.000} ({next.Interval.Low:0.000} to {next.Interval.High:0.000})";
}
