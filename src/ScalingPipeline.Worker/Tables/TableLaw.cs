using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>Fits the law that is named to the rows of a table.</summary>
internal static class TableLaw
{
    private const string OptimalSize = "N_opt(C)";
    private const string OptimalTokens = "D_opt(C)";
    private const string IsoFlop = "isoflop ";

    /// <summary>The names that <see cref="Fit"/> knows besides those of the catalogue.</summary>
    public static IReadOnlyList<string> Relations { get; } =
    [OptimalSize, OptimalTokens, IsoFlop + OptimalSize, IsoFlop + OptimalTokens];

    public static bool IsRelation(string law) =>
        Relations.Contains(law, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the table must have losses: a line through optimal pairs needs none.</summary>
    public static bool NeedsLoss(string law) =>
        !IsRelation(law) || law.StartsWith(IsoFlop, StringComparison.OrdinalIgnoreCase);

    /// <summary>A law of the catalogue.</summary>
    /// <exception cref="UserErrorException">A quantity that the law needs is not in the table.</exception>
    public static TableFitResult Fit(
        string table,
        LawDefinition law,
        IReadOnlyList<ObservationRow> rows,
        FitOptions options,
        int? replicates
    )
    {
        var data = LossTable.Of(
            [.. law.Variables.Select(v => v.Symbol())],
            [.. law.Variables.Select(v => Column(table, rows, v))],
            [.. rows.Select(row => row.Loss)],
            runs: [.. rows.Select(row => row.Run)]
        );
        if (LawCatalogue.IsCurve(law) && data.Runs.Count > 1 && !data.HasOneRowARun)
        {
            throw new UserErrorException(
                $"{law.Name} extrapolates one curve and {table} has {data.Runs.Count} runs: choose one with --where."
            );
        }

        return new TableFitResult(TableFit.Law(table, law, data, options, replicates), law, rows);
    }

    /// <summary>The optimal size or data against compute, through the rows as they are, or through the vertices of isoFLOP profiles.</summary>
    /// <inheritdoc cref="Fit" path="/exception"/>
    public static LawRecord Relation(string table, string law, IReadOnlyList<ObservationRow> rows)
    {
        var compute = Column(table, rows, TableVariable.Compute);
        var size = law.EndsWith(OptimalSize, StringComparison.OrdinalIgnoreCase);
        var name = size ? OptimalSize : OptimalTokens;
        if (!NeedsLoss(law))
        {
            var y = Column(table, rows, size ? TableVariable.Parameters : TableVariable.Tokens);
            var line = PowerRelationFit.Fit(compute, y, name);
            OptimalPoints.Require(table, name, compute, y, line.Fit);
            return TableFit.Relation(table, name, line);
        }

        var parameters = Column(table, rows, TableVariable.Parameters);
        var optimum = IsoFlopProfiles.Fit(
            rows.Select((row, i) => new FrontierPoint(compute[i], row.Loss, parameters[i]))
        );
        return TableFit.Relation(
            table,
            name,
            size ? optimum.OptimalSize : optimum.OptimalTokens
        ) with
        {
            Excluded = [.. optimum.Excluded.Select(reason => new ExcludedRun("", reason))],
        };
    }

    /// <summary>The values of one quantity in every row.</summary>
    /// <exception cref="UserErrorException">The table does not have it.</exception>
    public static double[] Column(
        string table,
        IReadOnlyList<ObservationRow> rows,
        TableVariable variable
    ) => [.. rows.Select(row => Needed(table, variable, row[variable]))];

    private static double Needed(string table, TableVariable variable, double value)
    {
        if (!double.IsNaN(value))
        {
            return value;
        }

        var (quantity, option) = variable switch
        {
            TableVariable.Parameters => ("parameters", "parameters"),
            TableVariable.Tokens => ("tokens (or compute)", "tokens"),
            TableVariable.Compute => ("compute", "compute"),
            TableVariable.TokensPerParameter => ("parameters and tokens", "tokens"),
            TableVariable.UniqueTokens => ("unique tokens", "unique-tokens"),
            TableVariable.Steps => ("steps", "steps"),
            _ => ("position", "position"),
        };
        throw new UserErrorException(
            $"{table} has no column for {quantity}, which the law needs; name yours with --{option}-column."
        );
    }
}
