using System.Numerics;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>
/// Writes an evaluation at full resolution: one row for each stretch of consecutive positions of a sequence (as a rule, the whole
/// sequence), with its losses in nats as 32-bit floats, NaN where masked.
/// </summary>
internal sealed class NormalizedEvaluationFile : IDisposable
{
    // As many as stay in the processor's cache between being gathered and being written.
    private const int LossesPerRowGroup = 1 << 17;
    private const int LossesPerPage = 1 << 17;

    private readonly ParquetWriter _writer;
    private readonly NormalizedStretches _gathered = new();

    public NormalizedEvaluationFile(Stream stream, IReadOnlyDictionary<string, string> about) =>
        _writer = new ParquetWriter(
            stream,
            [
                OutputColumn.Int64("sequence_id"),
                OutputColumn.Int32("first_position"),
                OutputColumn.FloatList("losses", encoding: OutputEncoding.Plain, bounds: false),
            ],
            // As fast to write as to read: the losses of one evaluation hardly compress.
            new ParquetWriterOptions
            {
                Codec = CompressionCodec.None,
                Checksums = false,
                ValuesPerPage = LossesPerPage,
                KeyValueMetadata = about,
            }
        );

    /// <summary>Writes a stretch of consecutive positions; all stretches of a sequence come one after the other.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="position">The 0-based position of the first loss.</param>
    /// <param name="losses">Nats; NaN where masked.</param>
    public void Write<T>(long sequence, int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _gathered.Add(sequence, position, losses);
        if (_gathered.Losses >= LossesPerRowGroup)
        {
            _gathered.MoveTo(_writer);
        }
    }

    /// <summary>Writes what is left, and the footer.</summary>
    public void Finish()
    {
        _gathered.MoveTo(_writer);
        _writer.Finish();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _gathered.Dispose();
    }
}
