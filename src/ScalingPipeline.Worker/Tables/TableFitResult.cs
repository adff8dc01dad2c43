using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>A law fitted to the rows of a table, and what it says of other rows.</summary>
internal sealed record TableFitResult(
    TableFitAccount Account,
    LawDefinition Law,
    IReadOnlyList<ObservationRow> Rows
)
{
    public FittedTable Fitted => Account.Fitted;

    /// <summary>The fitted rows, with what the law says of them.</summary>
    public IReadOnlyList<LawPoint> Points =>
        [
            .. Rows.Select(row =>
            {
                var values = Values(row);
                return new LawPoint(
                    row.Name,
                    values[0],
                    values.Length > 1 ? values[1] : double.NaN,
                    row.Loss,
                    Fitted.Loss(values)
                );
            }),
        ];

    /// <summary>What the law forecasts for the rows of another table.</summary>
    /// <exception cref="UserErrorException">The table lacks a variable, or the level is larger than any that the law has an interval at.</exception>
    public IReadOnlyList<TablePrediction> Predict(
        string table,
        IReadOnlyList<ObservationRow> rows,
        double level
    ) =>
        level > Fitted.LargestLevel
            ? throw new UserErrorException(
                FormattableString.Invariant(
                    $"{Law.Name} has intervals up to a level of {Fitted.LargestLevel}: give a smaller --level."
                )
            )
            : Predictions(table, rows, values => Forecast(values, level));

    /// <summary>What the reporting fit says of the rows of another table: the replication of a published extrapolation, which has no interval.</summary>
    /// <exception cref="UserErrorException">The table lacks a variable.</exception>
    public IReadOnlyList<TablePrediction> Replicate(
        string table,
        IReadOnlyList<ObservationRow> rows
    ) => Predictions(table, rows, Replication);

    private TablePrediction[] Predictions(
        string table,
        IReadOnlyList<ObservationRow> rows,
        Func<double[], TablePrediction> predict
    )
    {
        var columns = Law.Variables.Select(v => TableLaw.Column(table, rows, v)).ToArray();
        return
        [
            .. rows.Select(
                (row, i) =>
                {
                    var values = Array.ConvertAll(columns, column => column[i]);
                    return predict(values) with { Run = row.Name, Observed = row.Loss };
                }
            ),
        ];
    }

    private TablePrediction Forecast(double[] values, double level)
    {
        var prediction = Fitted.Predict(values, level, out var reason);
        return At(values) with
        {
            Fitted = prediction?.Loss ?? double.NaN,
            Interval = prediction is { } p ? new Interval(p.Level, p.Low, p.High) : null,
            Decades = prediction?.Decades ?? double.NaN,
            Basis = prediction?.Basis ?? $"no prediction: {reason}",
        };
    }

    private TablePrediction Replication(double[] values)
    {
        var loss = Fitted.Loss(values);
        var status = Fitted.Fit.Status;
        return At(values) with
        {
            Fitted = loss,
            Basis = double.IsNaN(loss)
                ? $"no replication: {status.Reason}"
                : $"replication: the reporting fit followed as published, without an interval{(status.IsUsable ? "" : $"; not a forecast: {status.Reason}")}",
        };
    }

    private TablePrediction At(double[] values) =>
        new(
            "",
            values[0],
            values.Length > 1 ? values[1] : double.NaN,
            double.NaN,
            double.NaN,
            Law.Variables.Zip(values)
                .ToDictionary(p => p.First.Symbol(), p => p.Second, StringComparer.Ordinal),
            null,
            double.NaN,
            ""
        );

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
