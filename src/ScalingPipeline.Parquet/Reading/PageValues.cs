using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>The values of a chunk's pages as <typeparamref name="T"/>, in whichever encoding each page has.</summary>
internal sealed class PageValues<T> : IPageValues, IDisposable
{
    private readonly ParquetColumn _column;
    private readonly ValueDecoder<T> _plain;
    private DictionaryValues<T>? _dictionary;
    private ValueDecoder<T>? _special;
    private PageEncoding _specialEncoding;
    private ValueDecoder<T> _current;

    public PageValues(ParquetColumn column)
    {
        _column = column;
        _plain = ColumnDecoders.Plain<T>(column);
        _current = _plain;
    }

    public void LoadDictionary(byte[] buffer, int offset, int length, int count)
    {
        _dictionary ??= new DictionaryValues<T>();
        var bytesPerValue = _column.FixedWidth > 0 ? _column.FixedWidth : 4;
        if (_column.PhysicalType == PhysicalType.Boolean)
        {
            FormatFault.Corrupt("booleans have no dictionary");
        }

        if (
            _column.PhysicalType == PhysicalType.FixedLengthByteArray
            && (long)count * bytesPerValue != length
        )
        {
            // A writer is known that puts values of any length there (apache/arrow-rs, issue 11261).
            FormatFault.Corrupt(
                $"the dictionary claims {count} values of {bytesPerValue} bytes in {length} bytes"
            );
        }

        _dictionary.LoadDictionary(_plain, buffer, offset, length, count, bytesPerValue);
    }

    public void Begin(PageEncoding encoding, byte[] buffer, int offset, int length)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                _current = _plain;
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary:
                _current = _dictionary ??= new DictionaryValues<T>();
                break;
            default:
                if (_special is null || _specialEncoding != encoding)
                {
                    _special = ColumnDecoders.Special<T>(_column, encoding);
                    _specialEncoding = encoding;
                }

                _current = _special;
                break;
        }

        // A page of nulls only may leave out even what its encoding begins with.
        if (length > 0)
        {
            _current.Begin(buffer, offset, length);
        }
        else
        {
            _current = NoValues<T>.Instance;
        }
    }

    public void Read(Span<T> output) => _current.Read(output);

    /// <summary>Whether the values of the page at hand can be taken where they lie.</summary>
    public bool LieOpen => _current.LiesOpen;

    public ReadOnlySpan<T> Take(int count) => _current.Take(count);

    public void Dispose() => _dictionary?.Dispose();
}
