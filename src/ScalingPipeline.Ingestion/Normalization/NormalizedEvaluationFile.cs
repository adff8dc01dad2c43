using System.Buffers;
using System.Runtime.InteropServices;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>
/// Writes an evaluation at full resolution: one row for each stretch of consecutive positions of a sequence (as a rule, the whole
/// sequence), with its losses in nats as 32-bit floats, NaN where masked.
/// </summary>
internal sealed class NormalizedEvaluationFile : INormalizedSequences, IDisposable
{
    private const int LossesPerRowGroup = 1 << 20;

    private readonly ParquetWriter _writer;
    private readonly ArrayBufferWriter<float> _losses = new(1 << 16);
    private readonly List<long> _sequences = [];
    private readonly List<int> _positions = [];
    private readonly List<int> _lengths = [];

    public NormalizedEvaluationFile(Stream stream, IReadOnlyDictionary<string, string> about) =>
        _writer = new ParquetWriter(
            stream,
            [
                OutputColumn.Int64("sequence_id"),
                OutputColumn.Int32("first_position"),
                OutputColumn.FloatList("losses", encoding: OutputEncoding.Plain),
            ],
            new ParquetWriterOptions { Codec = CompressionCodec.None, KeyValueMetadata = about }
        );

    public void Write(long sequence, int position, ReadOnlySpan<double> losses)
    {
        _sequences.Add(sequence);
        _positions.Add(position);
        _lengths.Add(losses.Length);
        SinglePrecision.Narrow(losses, _losses.GetSpan(losses.Length));
        _losses.Advance(losses.Length);
        if (_losses.WrittenCount >= LossesPerRowGroup)
        {
            WriteRowGroup();
        }
    }

    /// <summary>Writes what is left, and the footer.</summary>
    public void Finish()
    {
        WriteRowGroup();
        _writer.Finish();
    }

    public void Dispose() => _writer.Dispose();

    private void WriteRowGroup()
    {
        if (_sequences.Count == 0)
        {
            return;
        }

        _writer.BeginRowGroup(_sequences.Count);
        _writer.Write<long>(CollectionsMarshal.AsSpan(_sequences));
        _writer.Write<int>(CollectionsMarshal.AsSpan(_positions));
        _writer.WriteLists(CollectionsMarshal.AsSpan(_lengths), _losses.WrittenSpan);
        _losses.ResetWrittenCount();
        _sequences.Clear();
        _positions.Clear();
        _lengths.Clear();
    }
}
