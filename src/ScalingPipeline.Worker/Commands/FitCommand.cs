using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Tables;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>fit</c>: fits a law to any table.</summary>
public static class FitCommand
{
    private const double DefaultLevel = 0.9;

    private static readonly string[] _laws =
    [
        .. LawCatalogue.All.Select(law => law.Name),
        "chinchilla",
        "gadre",
        "data-constrained",
        .. TableLaw.Relations,
    ];

    public static Command Create()
    {
        var file = new Argument<FileInfo>("CSV")
        {
            Description = "A table with a header line",
        }.AcceptExistingOnly();
        var law = new Option<string>("--law")
        {
            Description = $"One of {string.Join(", ", _laws)}",
            HelpName = "LAW",
            Required = true,
        };
        law.MustBeOneOf(_laws, StringComparer.OrdinalIgnoreCase);
        var options = new FitCommandOptions();
        var command = new Command(
            "fit",
            "Fit a law to a table; missing tokens or compute follow from C = 6 N D"
        )
        {
            file,
            law,
        };
        options.AddTo(command);
        command.SetAction(async parsed =>
        {
            var table = parsed.GetRequiredValue(file);
            var name = parsed.GetRequiredValue(law);
            options.RequireMeaning(parsed, name);
            var rows = options.Rows(parsed, table, TableLaw.NeedsLoss(name));
            var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
            if (TableLaw.IsRelation(name))
            {
                var relation = TableLaw.Relation(table.Name, name, rows);
                terminal.Write(
                    CurrentLaws.WithPredictions(relation),
                    console => Print(console, relation)
                );
                return;
            }

            var definition = LawCatalogue.Find(name)!;
            if (parsed.GetValue(options.CompareBy) is { } by)
            {
                var compared = TableComparison.Of(table.Name, definition, by, rows);
                terminal.Write(compared, console => ComparisonText.Print(console, compared));
                return;
            }

            var how = options.Fit(parsed, definition);
            var result = await LongWork.RunAsync(
                terminal,
                "Fitting",
                _ =>
                    Task.FromResult(
                        TableLaw.Fit(
                            table.Name,
                            definition,
                            rows,
                            how,
                            parsed.GetValue(options.Bootstrap)
                        )
                    )
            );
            var record = result.Account.Record with { Observations = result.Points };
            var predictions = Predictions(parsed, options, result);
            var document = predictions is null
                ? CurrentLaws.WithPredictions(record)
                : CurrentLaws.WithPredictions(record, predictions);
            if (result.Account.Allocation is { } allocation)
            {
                document["allocation"] = JsonSerializer.SerializeToNode(
                    allocation,
                    JsonOutput.Options
                );
            }

            if (parsed.GetValue(options.Profile))
            {
                document["profileIntervals"] = Profiles(result.Fitted);
            }

            terminal.Write(
                document,
                console =>
                {
                    Print(console, record, result.Account.Allocation);
                    Print(console, predictions ?? []);
                }
            );
        });
        return command;
    }

    /// <summary>What the law says of the rows of the table to predict; null when there is none.</summary>
    private static IReadOnlyList<TablePrediction>? Predictions(
        ParseResult parsed,
        FitCommandOptions options,
        TableFitResult result
    )
    {
        if (parsed.GetValue(options.Predict) is not { } points)
        {
            return null;
        }

        var rows = ObservationTable.Read(points, options.Columns(parsed), needsLoss: false);
        return parsed.GetValue(options.Reporting)
            ? result.Replicate(points.Name, rows)
            : result.Predict(points.Name, rows, parsed.GetValue(options.Level) ?? DefaultLevel);
    }

    /// <summary>Profile intervals by parameter, for those that have one; an end at which the data never refuse is null.</summary>
    private static JsonObject Profiles(FittedTable fitted)
    {
        var profiles = new JsonObject();
        foreach (var parameter in fitted.Fit.Parameters)
        {
            if (fitted.Profile(parameter.Name) is { } interval)
            {
                profiles[parameter.Name] = new JsonObject
                {
                    ["level"] = 0.95,
                    ["low"] = double.IsFinite(interval.Low) ? interval.Low : null,
                    ["high"] = double.IsFinite(interval.High) ? interval.High : null,
                };
            }
        }

        return profiles;
    }

    private static void Print(
        IAnsiConsole console,
        LawRecord fit,
        AllocationRecord? allocation = null
    )
    {
        console.WriteLine(
            $"{fit.Law}: {fit.Formula}, {(fit.Points == 1 ? "1 point" : $"{fit.Points} points")}"
        );
        // Numbers that the data do not pin down are not shown as if they did; the JSON document has them under "unidentified".
        if (LawWords.IsUsable(fit) && fit.Parameters.Count > 0)
        {
            Print(console, fit.Parameters, fit.StandardErrors, fit.Intervals);
            console.WriteLine($"errors     {fit.UncertaintyBasis}");
        }

        if (allocation is { } spends)
        {
            console.WriteLine($"optimum    {spends.Formula}");
            Print(console, spends.Parameters, spends.StandardErrors, spends.Intervals);
        }

        console.WriteLine(
            $"status     {LawWords.Status(fit.Status)}{(fit.StatusReason is null ? "" : $": {fit.StatusReason}")}"
        );
        if (!double.IsFinite(fit.Objective))
        {
            console.WriteLine($"estimator  {fit.Estimator}");
            return;
        }

        console.WriteLine($"objective  {fit.Objective:G10}, {fit.Estimator}");
        console.WriteLine($"exit       {fit.ExitReason}, gradient {fit.GradientNorm:G3}");
    }

    private static void Print(
        IAnsiConsole console,
        IReadOnlyDictionary<string, double> parameters,
        IReadOnlyDictionary<string, double> errors,
        IReadOnlyDictionary<string, Interval> intervals
    )
    {
        var table = Terminal.Table("parameter", ">value", ">standard error", ">95% interval");
        foreach (var (name, value) in parameters)
        {
            table.AddRow(
                new Text(name),
                new Text($"{value:G9}"),
                new Text(errors.TryGetValue(name, out var error) ? $"{error:G4}" : ""),
                new Text(
                    intervals.TryGetValue(name, out var interval)
                        ? $"{interval.Low:G5} to {interval.High:G5}"
                        : ""
                )
            );
        }

        console.Write(table);
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<TablePrediction> predictions)
    {
        if (predictions.Count == 0)
        {
            return;
        }

        var table = Terminal.Table("run", ">predicted", ">interval", ">decades beyond", "basis");
        foreach (var p in predictions)
        {
            table.AddRow(
                new Text(p.Run),
                new Text(double.IsNaN(p.Fitted) ? "" : $"{p.Fitted:F4}"),
                new Text(p.Interval is { } i ? $"{i.Low:F4} to {i.High:F4}" : ""),
                new Text(double.IsNaN(p.Decades) ? "" : $"{p.Decades:F2}"),
                new Text(p.Basis)
            );
        }

        console.Write(table);
    }
}
