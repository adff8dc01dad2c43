using System.CommandLine;
using ScalingPipeline.Worker.Commands;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>The command line as a whole.</summary>
public static class RootCommands
{
    public static RootCommand Create() =>
        new("Watches training logs, refits scaling laws, alerts when a run leaves the trend.")
        {
            SharedOptions.Data,
            SharedOptions.Pipelines,
            SharedOptions.Json,
            RunCommand.Create(),
            IngestCommand.Create(),
            ReconcileCommand.Create(),
            RefitCommand.Create(),
            LawsCommand.Create(),
            AlertsCommand.Create(),
            ForecastCommand.Create(),
            ReportCommand.Create(),
            FitCommand.Create(),
            SimulateCommand.Create(),
            EstimateCommand.Create(),
            ParquetCommand.Create(),
            ApiKeyCommand.Create(),
        };
}
