using System.Globalization;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>Laws in the words of the field.</summary>
public static class LawWords
{
    /// <summary>Whether the data pin the law down: only then its numbers are shown as the law's.</summary>
    public static bool IsUsable(LawRecord law) => law.Status.IsUsable();

    public static string Status(LawStatus status) =>
        status switch
        {
            LawStatus.Identified => "identified",
            LawStatus.Provisional => "provisional",
            LawStatus.NotIdentified => "not identified",
            _ => "too few runs",
        };

    public static string Verdict(Verdict verdict) =>
        verdict switch
        {
            Findings.Verdict.Ahead => "ahead",
            Findings.Verdict.OnTrend => "on trend",
            Findings.Verdict.Behind => "behind",
            _ => "no interval",
        };

    /// <summary>The name of a parameter as papers print it.</summary>
    public static string Symbol(string parameter) =>
        parameter switch
        {
            "alpha" => "α",
            "beta" => "β",
            "L_inf" => "L∞",
            "N0" => "N₀",
            "D0" => "D₀",
            "C0" => "C₀",
            "t0" => "t₀",
            _ => parameter,
        };

    /// <summary>What a law holds fixed, its sizes as short as everywhere: <c>D = 1.07B tokens</c>; empty when nothing is.</summary>
    public static string Condition(LawRecord law) =>
        Outside
            .Grouped()
            .Replace(
                law.Condition ?? "",
                number =>
                    Formatting.Short(
                        double.Parse(
                            number.Value,
                            NumberStyles.AllowThousands,
                            CultureInfo.InvariantCulture
                        )
                    )
            );

    /// <summary>The level of intervals as a heading: <c>95 % interval</c>, <c>interval</c> where levels differ.</summary>
    public static string IntervalOf(IEnumerable<Interval> intervals) =>
        intervals.Select(i => i.Level).Distinct().ToList() is [var level]
            ? $"{Formatting.Number(100 * level, 2)}{Formatting.ThinSpace}% interval"
            : "interval";

    /// <summary>A parameter with its standard error and its interval, in words for a cell.</summary>
    public static string Parameter(LawRecord law, string name)
    {
        var value = Formatting.WithError(
            law.Parameters[name],
            law.StandardErrors.GetValueOrDefault(name, double.NaN)
        );
        return $"{Symbol(name)} = {value}";
    }
}
