using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Runs a pass, showing how far it is.</summary>
internal static class PassProgress
{
    public static Task<PassOutcome> RunAsync(
        Terminal terminal,
        IngestionPass pass,
        CancellationToken cancellationToken,
        Func<LedgerEntry, bool>? again = null
    ) =>
        LongWork.RunAsync(
            terminal,
            "Reading logs",
            tell =>
                pass.RunAsync(
                    new Progress<IngestionProgress>(p => tell(p.Done, p.Total)),
                    cancellationToken,
                    again
                )
        );
}
