using System.Runtime.ExceptionServices;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Ingestion.Telemetry;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Reads one blob by its definition, and puts its normalized losses where any engine can read on.</summary>
/// <param name="source">Where the blob lies.</param>
/// <param name="sink">Where normalized losses go; null: nowhere.</param>
public sealed class LogReader(IBlobSource source, IBlobSink? sink)
{
    /// <summary>A run's declaration.</summary>
    /// <exception cref="HalfWrittenException">It ends too early.</exception>
    /// <exception cref="LogContentException">Its content is wrong.</exception>
    public async Task<Decoded> ReadDeclarationAsync(
        BlobItem blob,
        MetadataMatch match,
        CancellationToken cancellationToken
    )
    {
        using var bytes = await OpenAsync(blob, cancellationToken);
        using var decode = IngestionTelemetry.Step("decode");
        var file = blob.Identity.Name[(blob.Identity.Name.LastIndexOf('/') + 1)..];
        if (bytes.Length == 0)
        {
            throw new HalfWrittenException($"{file} is empty: it is still being written.");
        }

        if (bytes.Length > RunDeclarationReader.MostBytes)
        {
            throw new LogContentException(
                $"{file} has {bytes.Length} bytes; a declaration has at most {RunDeclarationReader.MostBytes}."
            );
        }

        var json = new byte[bytes.Length];
        bytes.Read(0, json);
        return RunDeclarationReader.Read(json, match, file);
    }

    /// <summary>A part of a training log, or an evaluation. Its normalized losses are written before this returns.</summary>
    /// <param name="blob">The version to read.</param>
    /// <param name="match">A <see cref="TrainingMatch"/> or <see cref="EvaluationMatch"/>.</param>
    /// <param name="run">What its run declared.</param>
    /// <param name="readingHash">Noted in the normalized file.</param>
    /// <exception cref="ParquetException">The file is half-written, damaged or not Parquet.</exception>
    /// <exception cref="LogContentException">Its content is wrong.</exception>
    /// <exception cref="NormalizedOutputException">The normalized losses could not be written.</exception>
    public async Task<Decoded> ReadPartAsync(
        BlobItem blob,
        BlobMatch match,
        RunMetadata run,
        string readingHash,
        CancellationToken cancellationToken
    )
    {
        var bytes = await OpenAsync(blob, cancellationToken);
        using var decode = IngestionTelemetry.Step("decode");
        using var file = ParquetFile.Open(bytes, blob.Identity.Name);
        var output = new Output(
            sink,
            NormalizedName.Of(match, blob.Identity.Name),
            NormalizedName.About(match, blob.Identity, readingHash)
        );
        return match switch
        {
            TrainingMatch training => await ReadTrainingAsync(
                file,
                training,
                run,
                output,
                cancellationToken
            ),
            EvaluationMatch evaluation => await ReadEvaluationAsync(
                file,
                evaluation,
                run,
                output,
                cancellationToken
            ),
            _ => throw new ArgumentException("A declaration is no part.", nameof(match)),
        };
    }

    // What is not fetched at once is fetched while it is decoded: its time is part of that.
    private async Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        using var download = IngestionTelemetry.Step("download");
        return await source.OpenAsync(blob, cancellationToken);
    }

    private static async Task<Decoded> ReadTrainingAsync(
        ParquetFile file,
        TrainingMatch match,
        RunMetadata run,
        Output output,
        CancellationToken cancellationToken
    )
    {
        var decoded = TrainingDecoder.Read(file, match, run, cancellationToken);
        var series = ((TrainingContribution)decoded.Contribution).Series;
        await output.WriteAsync(
            stream => NormalizedTrainingFile.Write(stream, series, output.About),
            cancellationToken
        );
        return decoded;
    }

    private static async Task<Decoded> ReadEvaluationAsync(
        ParquetFile file,
        EvaluationMatch match,
        RunMetadata run,
        Output output,
        CancellationToken cancellationToken
    )
    {
        var decoder = new EvaluationDecoder(match, run.Conversion, cancellationToken);
        try
        {
            return await output.WriteEvaluationAsync(
                to => decoder.ReadOrdered(file, to),
                decoder.ExpectedLength(file),
                cancellationToken
            );
        }
        catch (RowsOutOfOrderException)
        {
            return await output.WriteEvaluationAsync(
                to => decoder.ReadScattered(file, to),
                decoder.ExpectedLength(file),
                cancellationToken
            );
        }
    }

    private sealed record Output(
        IBlobSink? Sink,
        string Name,
        IReadOnlyDictionary<string, string> About
    )
    {
        public async Task<Decoded> WriteEvaluationAsync(
            Func<NormalizedEvaluationFile?, Decoded> read,
            long expectedLength,
            CancellationToken cancellationToken
        )
        {
            if (Sink is null)
            {
                return read(null);
            }

            Decoded? decoded = null;
            await WriteAsync(
                stream =>
                {
                    using var file = new NormalizedEvaluationFile(stream, About);
                    decoded = read(file);
                    file.Finish();
                },
                cancellationToken,
                expectedLength
            );
            return decoded!;
        }

        public async Task WriteAsync(
            Action<Stream> write,
            CancellationToken cancellationToken,
            long expectedLength = 0
        )
        {
            if (Sink is null)
            {
                return;
            }

            Exception? ofContent = null;
            try
            {
                await Sink.WriteAsync(
                    Name,
                    (stream, _) =>
                    {
                        try
                        {
                            write(new OutputStream(stream, Name));
                        }
                        catch (Exception fault)
                        {
                            ofContent = fault;
                            throw;
                        }

                        return Task.CompletedTask;
                    },
                    cancellationToken,
                    expectedLength
                );
            }
            catch (Exception) when (ofContent is not null)
            {
                // A sink may wrap what comes through it.
                ExceptionDispatchInfo.Throw(ofContent);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new NormalizedOutputException(Name, fault);
            }
        }
    }
}
