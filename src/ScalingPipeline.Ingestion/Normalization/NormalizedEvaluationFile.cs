using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>
/// Writes an evaluation at full resolution: one row for each stretch of consecutive positions of a sequence (as a rule, the whole
/// sequence), with its losses in nats as 32-bit floats, NaN where masked. A row group is written while the next is gathered.
/// </summary>
internal sealed class NormalizedEvaluationFile : INormalizedSequences, IDisposable
{
    private const int LossesPerRowGroup = 1 << 19;

    private readonly ParquetWriter _writer;
    private NormalizedStretches _gathered = new();
    private NormalizedStretches _leaving = new();
    private Task _write = Task.CompletedTask;

    public NormalizedEvaluationFile(Stream stream, IReadOnlyDictionary<string, string> about) =>
        _writer = new ParquetWriter(
            stream,
            [
                OutputColumn.Int64("sequence_id"),
                OutputColumn.Int32("first_position"),
                OutputColumn.FloatList("losses", encoding: OutputEncoding.Plain),
            ],
            // As fast to write as to read: the losses of one evaluation hardly compress.
            new ParquetWriterOptions
            {
                Codec = CompressionCodec.None,
                Checksums = false,
                KeyValueMetadata = about,
            }
        );

    public void Write(long sequence, int position, ReadOnlySpan<double> losses)
    {
        _gathered.Add(sequence, position, losses);
        if (_gathered.Losses >= LossesPerRowGroup)
        {
            AwaitWrite();
            (_gathered, _leaving) = (_leaving, _gathered);
            _write = Task.Run(() => _leaving.MoveTo(_writer));
        }
    }

    /// <summary>Writes what is left, and the footer.</summary>
    public void Finish()
    {
        AwaitWrite();
        _gathered.MoveTo(_writer);
        _writer.Finish();
    }

    public void Dispose()
    {
        // After a fault elsewhere: the stream must not be written to once its owner has it back.
        _write.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        _writer.Dispose();
        _gathered.Dispose();
        _leaving.Dispose();
    }

    private void AwaitWrite() => _write.GetAwaiter().GetResult();
}
