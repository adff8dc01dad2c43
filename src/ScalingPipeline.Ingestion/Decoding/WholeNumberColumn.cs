using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>A flat column of whole numbers, of 32 or of 64 bits, of which none may be null.</summary>
internal sealed class WholeNumberColumn : IDisposable
{
    private readonly FlatColumn<int>? _narrow;
    private readonly FlatColumn<long>? _wide;

    public WholeNumberColumn(ParquetFile file, ParquetColumn column)
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

    /// <inheritdoc cref="FlatColumn{T}.ReadAll"/>
    public WholeNumbers ReadAll(int rows, long firstRow) =>
        _narrow is null
            ? new WholeNumbers(_wide!.ReadAll(rows, firstRow))
            : new WholeNumbers(_narrow.ReadAll(rows, firstRow));

    public void Dispose()
    {
        _narrow?.Dispose();
        _wide?.Dispose();
    }
}
