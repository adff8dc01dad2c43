using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Comparison;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>Two families of a table beside each other, see <see cref="FamilyComparison"/>.</summary>
/// <param name="Law">The law of each, with one irreducible loss.</param>
/// <param name="By">The column that tells them apart.</param>
/// <param name="Relation">What nested F tests say.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="First">The family whose name comes first.</param>
/// <param name="Second">The other.</param>
/// <param name="ExponentDifference">Exponent of the second less that of the first, when it is free.</param>
/// <param name="PrefactorRatio">x0^alpha of the second over that of the first, on parallel lines; NaN where the exponents differ.</param>
/// <param name="EquivalentSize">How many times x the second needs for the loss of the first, on parallel lines.</param>
/// <param name="EquivalentSizeInterval">Its profile interval; null when nothing was fitted.</param>
internal sealed record TableComparison(
    string Law,
    string By,
    FamilyRelation Relation,
    string Reason,
    ComparedFamily First,
    ComparedFamily Second,
    double ExponentDifference,
    double PrefactorRatio,
    double EquivalentSize,
    Interval? EquivalentSizeInterval
)
{
    /// <exception cref="UserErrorException">The column does not make two families, or the table lacks the law's variable.</exception>
    public static TableComparison Of(
        string table,
        LawDefinition law,
        string by,
        IReadOnlyList<ObservationRow> rows
    )
    {
        var families = rows.GroupBy(row => row.Family, StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal)
            .ToArray();
        if (families is not [var one, var other])
        {
            throw new UserErrorException(
                $"--compare-by compares two families, and '{by}' has {families.Length} {(families.Length == 1 ? "value" : "values")} in {table}: choose rows with --where."
            );
        }

        var comparison = FamilyComparison.Of(
            Data(table, law, [.. one]),
            Data(table, law, [.. other]),
            FitOptions.LeastSquares
        );
        return new TableComparison(
            law.Name,
            by,
            comparison.Relation,
            comparison.Reason,
            new ComparedFamily(one.Key, one.Count(), Parameters(law, comparison.First)),
            new ComparedFamily(other.Key, other.Count(), Parameters(law, comparison.Second)),
            comparison.ExponentDifference,
            Ratio(comparison),
            comparison.EquivalentSize,
            comparison.Relation is FamilyRelation.NotIdentified
                ? null
                : new Interval(
                    FamilyComparison.Confidence,
                    comparison.EquivalentSizeLow,
                    comparison.EquivalentSizeHigh
                )
        );
    }

    /// <summary>(x0 of the second / x0 of the first)^alpha.</summary>
    private static double Ratio(FamilyComparison comparison) =>
        comparison
            is {
                Relation: FamilyRelation.SameExponent or FamilyRelation.SameLaw,
                First: { } first,
                Second: { } second
            }
            ? Math.Pow(second.X0 / first.X0, first.Alpha)
            : double.NaN;

    private static LossTable Data(
        string table,
        LawDefinition law,
        IReadOnlyList<ObservationRow> rows
    ) =>
        LossTable.Of(
            [law.Variables[0].Symbol()],
            [TableLaw.Column(table, rows, law.Variables[0])],
            [.. rows.Select(row => row.Loss)],
            runs: [.. rows.Select(row => row.Run)]
        );

    private static Dictionary<string, double> Parameters(LawDefinition law, PowerLaw? fitted) =>
        fitted is { } f
            ? new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["L_inf"] = f.LInf,
                [$"{law.Variables[0].Symbol()}0"] = f.X0,
                ["alpha"] = f.Alpha,
            }
            : [];
}

/// <summary>One of two families.</summary>
/// <param name="Family">The value of the column.</param>
/// <param name="Points">Its rows.</param>
/// <param name="Parameters">Its law under the relation found; empty when nothing was fitted.</param>
internal sealed record ComparedFamily(
    string Family,
    int Points,
    IReadOnlyDictionary<string, double> Parameters
);
