using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Tables;

/// <summary>A law fitted to the rows of a table, and what it says of other rows.</summary>
internal sealed record TableFitResult(
    LawRecord Record,
    LawDefinition Law,
    FittedTable Fitted,
    IReadOnlyList<ObservationRow> Rows
)
{
    /// <summary>The fitted rows, with what the law says of them.</summary>
    public IReadOnlyList<LawPoint> Points =>
        [
            .. Rows.Select(row =>
            {
                var values = Values(row);
                return new LawPoint(
                    row.Run,
                    values[0],
                    values.Length > 1 ? values[1] : double.NaN,
                    row.Loss,
                    Fitted.Loss(values)
                );
            }),
        ];

    /// <summary>What the law says of the rows of another table.</summary>
    public IReadOnlyList<TablePrediction> Predict(
        string table,
        IReadOnlyList<ObservationRow> rows,
        double level
    )
    {
        var columns = Law.Variables.Select(v => TableLaw.Column(table, rows, v)).ToArray();
        return
        [
            .. rows.Select(
                (row, i) =>
                {
                    var values = Array.ConvertAll(columns, column => column[i]);
                    var prediction = Fitted.Predict(values, level, out var reason);
                    return new TablePrediction(
                        row.Run,
                        values[0],
                        values.Length > 1 ? values[1] : double.NaN,
                        row.Loss,
                        prediction?.Loss ?? double.NaN,
                        Law.Variables.Zip(values)
                            .ToDictionary(
                                p => p.First.Symbol(),
                                p => p.Second,
                                StringComparer.Ordinal
                            ),
                        prediction is { } p ? new Interval(p.Level, p.Low, p.High) : null,
                        prediction?.Decades ?? double.NaN,
                        prediction?.Basis ?? $"no prediction: {reason}"
                    );
                }
            ),
        ];
    }

    private double[] Values(ObservationRow row) => [.. Law.Variables.Select(v => row[v])];
}

/// <summary>What a fitted law says of one row; the fields of <see cref="LawPoint"/> and more.</summary>
/// <param name="Run">The run, or the row.</param>
/// <param name="X">The law's first variable.</param>
/// <param name="Y">Its second, or NaN.</param>
/// <param name="Observed">The row's loss; NaN when it has none.</param>
/// <param name="Fitted">The predicted loss in nats; NaN when the law must not be followed there.</param>
/// <param name="Values">All the law's variables by symbol.</param>
/// <param name="Interval">For a measured loss; null without a prediction.</param>
/// <param name="Decades">How far beyond the fitted data.</param>
/// <param name="Basis">How the interval was made, or why there is none.</param>
internal sealed record TablePrediction(
    string Run,
    double X,
    double Y,
    double Observed,
    double Fitted,
    IReadOnlyDictionary<string, double> Values,
    Interval? Interval,
    double Decades,
    string Basis
);
