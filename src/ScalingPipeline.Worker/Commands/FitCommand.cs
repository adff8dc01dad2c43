using System.CommandLine;
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
    private static readonly string[] _laws = ["L(N)", "L(D)", "L(C)", "L(N,D)", "chinchilla"];

    public static Command Create()
    {
        var file = new Argument<FileInfo>("CSV")
        {
            Description = "A table with a header line",
        }.AcceptExistingOnly();
        var law = new Option<string>("--law")
        {
            Description = $"One of {string.Join(", ", _laws)}",
            Required = true,
        };
        law.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, _laws);
        var drop = new Option<int>("--drop-largest-loss")
        {
            Description = "Leave out the rows with the N largest losses",
            HelpName = "N",
        };
        var names = new TableColumns();
        var parameters = Column("--parameters-column", names.Parameters);
        var tokens = Column("--tokens-column", names.Tokens);
        var compute = Column("--compute-column", names.Compute);
        var loss = Column("--loss-column", names.Loss);
        var run = Column("--run-column", names.Run);
        var command = new Command(
            "fit",
            "Fit a law to a table; missing tokens or compute follow from C = 6 N D"
        )
        {
            file,
            law,
            drop,
            parameters,
            tokens,
            compute,
            loss,
            run,
        };
        command.SetAction(parsed =>
        {
            var columns = new TableColumns
            {
                Parameters = parsed.GetRequiredValue(parameters),
                Tokens = parsed.GetRequiredValue(tokens),
                Compute = parsed.GetRequiredValue(compute),
                Loss = parsed.GetRequiredValue(loss),
                Run = parsed.GetRequiredValue(run),
            };
            var table = parsed.GetRequiredValue(file);
            var rows = ObservationTable.Read(table, columns, needsLoss: true);
            var fitted = TableLaw.Fit(
                table.Name,
                parsed.GetRequiredValue(law),
                rows,
                parsed.GetValue(drop)
            );
            new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                CurrentLaws.WithPredictions(fitted),
                console => Print(console, fitted)
            );
        });
        return command;
    }

    private static Option<string> Column(string name, string byDefault) =>
        new(name)
        {
            HelpName = "NAME",
            Description = "The column's name",
            DefaultValueFactory = _ => byDefault,
        };

    private static void Print(IAnsiConsole console, LawRecord fit)
    {
        console.WriteLine($"{fit.Law}: {fit.Formula}, {fit.Points} points");
        var table = Terminal.Table("parameter", ">value", ">standard error", ">95% interval");
        foreach (var (name, value) in fit.Parameters)
        {
            table.AddRow(
                new Text(name),
                new Text($"{value:G9}"),
                new Text(fit.StandardErrors.TryGetValue(name, out var error) ? $"{error:G4}" : ""),
                new Text(
                    fit.Intervals.TryGetValue(name, out var interval)
                        ? $"{interval.Low:G5} to {interval.High:G5}"
                        : ""
                )
            );
        }

        console.Write(table);
        console.WriteLine(
            $"status     {LawWords.Status(fit.Status)}{(fit.StatusReason is null ? "" : $": {fit.StatusReason}")}"
        );
        console.WriteLine($"objective  {fit.Objective:G10}, {fit.Estimator}");
        console.WriteLine($"exit       {fit.ExitReason}");
    }
}
