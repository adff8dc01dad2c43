using System.CommandLine;
using ScalingPipeline.Worker.Commands;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>The command line as a whole.</summary>
public static class RootCommands
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Watches training logs, refits scaling laws, alerts when a run leaves the trend."
        )
        {
            SharedOptions.Data,
            SharedOptions.Pipelines,
            SharedOptions.Json,
            RunCommand.Create(),
            IngestCommand.Create(),
            ReconcileCommand.Create(),
            ReplayCommand.Create(),
            ForgetCommand.Create(),
            RefitCommand.Create(),
            LawsCommand.Create(),
            AlertsCommand.Create(),
            RunsCommand.Create(),
            ExplainCommand.Create(),
            ForecastCommand.Create(),
            ReportCommand.Create(),
            FitCommand.Create(),
            SimulateCommand.Create(),
            EstimateCommand.Create(),
            DoctorCommand.Create(),
            DefinitionCommand.Create(),
            ParquetCommand.Create(),
            BackupCommand.Create(),
            ApiKeyCommand.Create(),
            CompletionCommand.Create(),
        };
        ExampleHelp.AddTo(root);
        return root;
    }
}
