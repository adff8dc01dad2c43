using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Stretches gathered for one row group, in pooled memory.</summary>
internal sealed class NormalizedStretches : IDisposable
{
    private const int FirstLosses = 1 << 16;

    private readonly List<long> _sequences = [];
    private readonly List<int> _positions = [];
    private readonly List<int> _lengths = [];
    private float[] _losses = [];

    /// <summary>Losses gathered.</summary>
    public int Losses { get; private set; }

    public void Add<T>(long sequence, int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _sequences.Add(sequence);
        _positions.Add(position);
        _lengths.Add(losses.Length);
        Reserve(Losses + losses.Length);
        SinglePrecision.Narrow(losses, _losses.AsSpan(Losses));
        Losses += losses.Length;
    }

    /// <summary>Writes a row group, unless there is nothing to write, and forgets what was gathered.</summary>
    public void MoveTo(ParquetWriter writer)
    {
        if (_sequences.Count > 0)
        {
            writer.BeginRowGroup(_sequences.Count);
            writer.Write<long>(CollectionsMarshal.AsSpan(_sequences));
            writer.Write<int>(CollectionsMarshal.AsSpan(_positions));
            writer.WriteLists(CollectionsMarshal.AsSpan(_lengths), _losses.AsSpan(0, Losses));
        }

        _sequences.Clear();
        _positions.Clear();
        _lengths.Clear();
        Losses = 0;
    }

    public void Dispose()
    {
        if (_losses.Length > 0)
        {
            ArrayPool<float>.Shared.Return(_losses);
            _losses = [];
        }
    }

    private void Reserve(int needed)
    {
        if (needed <= _losses.Length)
        {
            return;
        }

        var larger = ArrayPool<float>.Shared.Rent(
            Math.Max(needed, Math.Max(FirstLosses, 2 * _losses.Length))
        );
        _losses.AsSpan(0, Losses).CopyTo(larger);
        Dispose();
        _losses = larger;
    }
}
