using System.CommandLine;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Worker.AlertTests;
using ScalingPipeline.Worker.CommandLine;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>alerts test</c>: whether the rules raise the alerts that a file expects of runs made up for it.</summary>
public static class AlertsTestCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description =
                "Cases in YAML; their schema is pipelines/schemas/alert-tests.schema.json",
        };
        var command = new Command(
            "test",
            "Check the rules against runs made up and the alerts that they should raise"
        )
        {
            file,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var results = new List<AlertTestResult>();
                foreach (var test in Read(parsed.GetRequiredValue(file)))
                {
                    results.Add(await AlertTest.RunAsync(test, cancellationToken));
                }

                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    results,
                    console => Print(console, results)
                );
                return results.TrueForAll(result => result.Passed)
                    ? ExitCode.Done
                    : ExitCode.Failed;
            }
        );
        return command;
    }

    private static IReadOnlyList<AlertTestCase> Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new UserErrorException($"There is no file '{file.FullName}'.");
        }

        try
        {
            // One character more than is allowed is enough to be refused: no more of it comes into memory.
            using var reader = file.OpenText();
            var text = new char[AlertTestReader.MostBytes + 1];
            return AlertTestReader.Read(file.Name, new string(text, 0, reader.ReadBlock(text)));
        }
        catch (DefinitionException fault)
        {
            throw new UserErrorException(fault.Message, fault);
        }
    }

    private static void Print(IAnsiConsole console, List<AlertTestResult> results)
    {
        foreach (var result in results)
        {
            // Not wrapped: one line a case, also for a program.
            console.Profile.Width = int.MaxValue;
            console.WriteLine(
                $"{(result.Passed ? "PASS" : "FAIL")}  {result.Name}: {Outcome(result)}"
            );
        }
    }

    private static string Outcome(AlertTestResult result) =>
        $"expected {Listed(result.Expected)}; came {Listed(result.Came)}"
        + (result.Missing.Length > 0 ? $"; missing {Listed(result.Missing)}" : "")
        + (result.Unexpected.Length > 0 ? $"; not expected {Listed(result.Unexpected)}" : "");

    private static string Listed(string[] alerts) =>
        alerts.Length == 0 ? "none" : string.Join(", ", alerts);
}
