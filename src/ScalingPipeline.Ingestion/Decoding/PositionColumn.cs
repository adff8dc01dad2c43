using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>The column of positions, of 32 or 64 bits, as 32-bit numbers.</summary>
internal sealed class PositionColumn : IDisposable
{
    private readonly FlatColumn<int>? _narrow;
    private readonly FlatColumn<long>? _wide;
    private int[] _narrowed = [];

    public PositionColumn(ParquetFile file, ParquetColumn column)
    {
        if (column.PhysicalType == PhysicalType.Int32)
        {
            _narrow = new FlatColumn<int>(file, column);
        }
        else
        {
            _wide = new FlatColumn<long>(file, column);
        }
    }

    public void Open(int rowGroup)
    {
        _narrow?.Open(rowGroup);
        _wide?.Open(rowGroup);
    }

    /// <summary>Reads the next <paramref name="rows"/> rows, fewer only at the end of the row group; they are valid until the next read.</summary>
    /// <exception cref="LogContentException">One is null, or beyond what 32 bits can say.</exception>
    public ReadOnlySpan<int> Read(int rows, long firstRow)
    {
        if (_narrow is not null)
        {
            return _narrow.ReadAll(rows, firstRow);
        }

        var wide = _wide!.ReadAll(rows, firstRow);
        if (_narrowed.Length < wide.Length)
        {
            _narrowed = new int[rows];
        }

        return Narrow(wide, firstRow);
    }

    public void Dispose()
    {
        _narrow?.Dispose();
        _wide?.Dispose();
    }

    private ReadOnlySpan<int> Narrow(ReadOnlySpan<long> wide, long firstRow)
    {
        var narrowed = _narrowed.AsSpan(0, wide.Length);
        var pairs = MemoryMarshal.Cast<long, Vector256<long>>(wide);
        var vectors = MemoryMarshal.Cast<int, Vector256<int>>(narrowed);
        var bits = Vector256<long>.Zero;
        for (var v = 0; v < vectors.Length; v++)
        {
            var (low, high) = (pairs[2 * v], pairs[(2 * v) + 1]);
            bits |= low | high;
            vectors[v] = Vector256.Narrow(low, high);
        }

        var used = bits[0] | bits[1] | bits[2] | bits[3];
        for (var i = vectors.Length * Vector256<int>.Count; i < wide.Length; i++)
        {
            used |= wide[i];
            narrowed[i] = (int)wide[i];
        }

        if (BitOperations.Log2((ulong)used) > BitOperations.Log2(LogPosition.Last))
        {
            for (var i = 0; i < wide.Length; i++)
            {
                LogPosition.Check(wide[i], firstRow + i);
            }
        }

        return narrowed;
    }
}
