using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>Fits the law that is named to the rows of a table.</summary>
internal static class TableLaw
{
    /// <exception cref="UserErrorException">A quantity that the law needs is not in the table.</exception>
    public static LawRecord Fit(
        string table,
        string law,
        IReadOnlyList<ObservationRow> rows,
        int dropLargestLoss
    )
    {
        var kept = rows.OrderByDescending(row => row.Loss)
            .Skip(dropLargestLoss)
            .OrderBy(row => row.Line)
            .ToArray();
        return law.ToUpperInvariant() switch
        {
            "L(N)" => PowerLaw(table, "N", "parameters", kept, row => row.Parameters),
            "L(D)" => PowerLaw(table, "D", "tokens", kept, row => row.Tokens),
            "L(C)" => PowerLaw(table, "C", "compute", kept, row => row.Compute),
            _ => Chinchilla(table, kept),
        };
    }

    private static LawRecord PowerLaw(
        string table,
        string variable,
        string quantity,
        ObservationRow[] rows,
        Func<ObservationRow, double> x
    ) =>
        TableFit.PowerLaw(
            table,
            variable,
            [.. rows.Select(row => (row.Run, Needed(table, quantity, x(row)), row.Loss))]
        );

    private static LawRecord Chinchilla(string table, ObservationRow[] rows) =>
        TableFit.Chinchilla(
            table,
            [
                .. rows.Select(row => new FinalPoint(
                    row.Run,
                    Needed(table, "parameters", row.Parameters),
                    Needed(table, "tokens (or compute)", row.Tokens),
                    row.Loss
                )),
            ]
        );

    private static double Needed(string table, string quantity, double value) =>
        double.IsNaN(value)
            ? throw new UserErrorException(
                $"{table} has no column for {quantity}, which the law needs; name yours with --{quantity.Split(' ')[0]}-column."
            )
            : value;
}
