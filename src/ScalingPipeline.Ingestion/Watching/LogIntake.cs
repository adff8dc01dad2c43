using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What is done with a candidate: a declaration is read, a part is read or waits for its declaration, a stray is set aside.</summary>
internal sealed class LogIntake
{
    private readonly ILedger _ledger;
    private readonly LogReader _reader;
    private readonly BlobIntake _intake;

    public LogIntake(
        IBlobSource source,
        IBlobSink sink,
        ILedger ledger,
        IngestionOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        _ledger = ledger;
        _reader = new LogReader(source, options.WriteNormalized ? sink : null);
        _intake = new BlobIntake(ledger, options, time, logger);
    }

    /// <summary>Reads a declaration and commits it.</summary>
    public Task<TakenIn> TakeInAsync(Candidate declaration, CancellationToken cancellationToken) =>
        _intake.TakeInAsync(
            declaration,
            ReadingHash.OfDeclaration(declaration.Match.Definition),
            token =>
                _reader.ReadDeclarationAsync(
                    declaration.Blob,
                    (MetadataMatch)declaration.Match,
                    token
                ),
            cancellationToken
        );

    /// <summary>Reads a part and commits it.</summary>
    public Task<TakenIn> TakeInAsync(PartToRead part, CancellationToken cancellationToken) =>
        _intake.TakeInAsync(
            part.Candidate,
            part.Hash,
            token =>
                _reader.ReadPartAsync(
                    part.Candidate.Blob,
                    part.Candidate.Match,
                    part.Declared.Metadata,
                    part.Hash,
                    token
                ),
            cancellationToken
        );

    /// <summary>Leaves a part waiting for its declaration.</summary>
    /// <param name="part">An open part of a run that is not declared.</param>
    /// <param name="declaration">The name of a declaration that is there but cannot be read; null when there is none.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public Task WaitAsync(
        Candidate part,
        string? declaration,
        CancellationToken cancellationToken
    ) =>
        _intake.WaitAsync(
            part.Known,
            declaration is null
                ? $"Run '{part.Match.Run}' is not declared yet: it waits for {DeclarationOf(part)}."
                : $"Run '{part.Match.Run}' waits until its declaration can be read: see {declaration}.",
            cancellationToken
        );

    /// <summary>Sets a candidate aside when it lies elsewhere than its run; true when it does.</summary>
    /// <param name="conflict">What is told of it; null when it lies where it should.</param>
    public async Task<bool> SetAsideAsync(
        BlobJudge judge,
        Candidate candidate,
        string? conflict,
        CancellationToken cancellationToken
    )
    {
        if (conflict is not null && judge.SetAside(candidate.Known, conflict) is { } entry)
        {
            await _ledger.RecordAsync([new(entry, candidate.Known)], cancellationToken);
        }

        return conflict is not null;
    }

    private static string DeclarationOf(Candidate part)
    {
        var pattern = part.Match.Definition.Metadata.Text;
        var name = pattern[(pattern.StartsWith("**/", StringComparison.Ordinal) ? 3 : 0)..];
        return part.Match.Root + name.Replace("{run}", part.Match.Run, StringComparison.Ordinal);
    }
}
