using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>How a law moved since the refit before.</summary>
/// <param name="Law">As it is now.</param>
/// <param name="Before">As it was; null for a new law.</param>
/// <param name="Level">Relative change of the fitted loss in the (geometric) middle of the data: the prefactor's part. NaN when unknown.</param>
/// <param name="Exponent">Change of alpha; NaN when the law has none.</param>
/// <param name="StandardErrors">|<paramref name="Exponent"/>| in standard errors of the two fits together; NaN when unknown.</param>
public sealed record LawChange(
    LawRecord Law,
    LawRecord? Before,
    double Level,
    double Exponent,
    double StandardErrors
)
{
    /// <summary>An exponent that moved by more than this many standard errors is worth a sentence.</summary>
    public const double Notable = 2;

    /// <summary>A fitted loss that moved by more than this share is worth a sentence.</summary>
    public const double NotableLevel = 0.01;

    public bool IsUnchanged =>
        Before is not null && Level is 0 or double.NaN && Exponent is 0 or double.NaN;

    public bool IsNotable =>
        Before is not null && (StandardErrors > Notable || Math.Abs(Level) > NotableLevel);

    /// <summary>The law of the same family, kind, fit and condition of the refit before is what it is held against.</summary>
    public static LawChange Of(LawRecord law, IEnumerable<LawRecord>? previous)
    {
        var before = previous?.FirstOrDefault(p =>
            (p.Family, p.Law, p.Fit, p.Condition) == (law.Family, law.Law, law.Fit, law.Condition)
        );
        if (before is null)
        {
            return new LawChange(law, null, double.NaN, double.NaN, double.NaN);
        }

        var exponent = Parameter(law, "alpha") - Parameter(before, "alpha");
        var error = Math.Sqrt(Square(law) + Square(before));
        return new LawChange(
            law,
            before,
            LevelChange(law, before),
            exponent,
            Math.Abs(exponent) / error
        );
    }

    /// <summary>In words for a table cell.</summary>
    public string Describe()
    {
        if (Before is null)
        {
            return "new";
        }

        if (IsUnchanged)
        {
            return "unchanged";
        }

        var parts = new List<string>();
        if (double.IsFinite(Level))
        {
            parts.Add($"level {Formatting.Percent(Level)}");
        }

        if (double.IsFinite(Exponent))
        {
            var errors = double.IsFinite(StandardErrors)
                ? $" ({Formatting.Number(StandardErrors, 2)} SE)"
                : "";
            parts.Add($"α {Formatting.Signed(Exponent, 4)}{errors}");
        }

        return string.Join(", ", parts);
    }

    private static double LevelChange(LawRecord law, LawRecord before)
    {
        var x = law.Observations.Select(o => o.X).Where(v => v > 0).ToList();
        if (x.Count == 0 || law.Observations.Any(o => !double.IsNaN(o.Y)))
        {
            return double.NaN;
        }

        var middle = Math.Exp(x.Average(Math.Log));
        return (LawCurve.Evaluator(law)(middle) / LawCurve.Evaluator(before)(middle)) - 1;
    }

    private static double Parameter(LawRecord law, string name) =>
        law.Parameters.GetValueOrDefault(name, double.NaN);

    private static double Square(LawRecord law) =>
        Math.Pow(law.StandardErrors.GetValueOrDefault("alpha", double.NaN), 2);
}
