using System.Buffers;
using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes the pages of one chunk, whose present values are all at hand.</summary>
internal ref struct ChunkWriter<T>
{
    private readonly PageSink _sink;
    private readonly PooledBuffer _page;
    private readonly OutputColumn _column;
    private readonly ReadOnlySpan<T> _present;
    private readonly int[] _indexes;
    private readonly long _start;
    private readonly long _uncompressedStart;
    private readonly long _dataStart;
    private readonly int _dictionarySize;
    private readonly PageEncoding _encoding;
    private readonly List<WrittenPage> _pages = [];
    private int _written;
    private long _rows;
    private long _valueCount;

    public ChunkWriter(
        PageSink sink,
        PooledBuffer page,
        OutputColumn column,
        ReadOnlySpan<T> present
    )
    {
        (_sink, _page, _column) = (sink, page, column);
        _present = present;
        (_start, _uncompressedStart) = (sink.Position, sink.UncompressedPosition);
        _indexes = [];
        _encoding = EncodingChoice.WithoutDictionary(column);
        if (EncodingChoice.MayHaveDictionary(column))
        {
            _indexes = ArrayPool<int>.Shared.Rent(Math.Max(present.Length, 1));
            _dictionarySize = WriteDictionary();
            _encoding = _dictionarySize > 0 ? PageEncoding.RleDictionary : _encoding;
        }

        _dataStart = sink.Position;
    }

    /// <summary>Writes a page with these levels, of which as many as there are of the highest definition level have a value.</summary>
    public void WritePage(
        ReadOnlySpan<byte> repetitions,
        ReadOnlySpan<byte> definitions,
        int valueCount,
        int rows
    )
    {
        _page.Clear();
        WriteLevels(repetitions, _column.MaxRepetitionLevel);
        WriteLevels(definitions, _column.MaxDefinitionLevel);
        var present =
            _column.MaxDefinitionLevel == 0
                ? valueCount
                : definitions.Count((byte)_column.MaxDefinitionLevel);
        WriteValues(present, valueCount, rows);
    }

    /// <summary>Writes a page of lists of which each has elements, all of them present.</summary>
    public void WriteFullLists(ReadOnlySpan<int> lengths, int valueCount)
    {
        _page.Clear();
        var head = _page.Length;
        _page.WriteUInt32(0);
        for (var row = 0; row < lengths.Length; )
        {
            var same = lengths[row..].IndexOfAnyExcept(lengths[row]);
            var count = same < 0 ? lengths.Length - row : same;
            var first = _page.Length;
            WriteStarts(lengths[row]);
            _page.Repeat(first, count - 1);
            row += count;
        }

        _page.PatchUInt32(head, (uint)(_page.Length - head - 4));
        head = _page.Length;
        _page.WriteUInt32(0);
        HybridEncoder.WriteRun(
            (ulong)_column.MaxDefinitionLevel,
            valueCount,
            WidthOf(_column.MaxDefinitionLevel),
            _page
        );
        _page.PatchUInt32(head, (uint)(_page.Length - head - 4));
        WriteValues(valueCount, valueCount, lengths.Length);
    }

    /// <summary>The repetition levels of one list.</summary>
    private readonly void WriteStarts(int length)
    {
        HybridEncoder.WriteRun(0, 1, 1, _page);
        if (length > 1)
        {
            HybridEncoder.WriteRun(1, length - 1, 1, _page);
        }
    }

    private void WriteValues(int present, int valueCount, int rows)
    {
        ReadOnlySpan<byte> tail = [];
        if (_encoding == PageEncoding.RleDictionary)
        {
            ValueEncoders.WriteIndexes(_indexes.AsSpan(_written, present), _dictionarySize, _page);
        }
        else if (
            _encoding == PageEncoding.Plain
            && _sink.TakesTails
            && ValueEncoders.IsPlainMemory<T>()
        )
        {
            tail = Reinterpret.AsBytes(_present.Slice(_written, present));
        }
        else
        {
            ValueEncoders.Write(_present.Slice(_written, present), _encoding, HasLengths, _page);
        }

        var start = _sink.Position;
        _sink.WritePage(PageKind.Data, _encoding, valueCount, _page, tail);
        var (minimum, maximum) = _column.HasBounds
            ? ValueBounds.Of(_column, _present.Slice(_written, present))
            : default;
        _pages.Add(
            new WrittenPage(
                start,
                (int)(_sink.Position - start),
                _rows,
                valueCount - present,
                present == 0,
                minimum,
                maximum
            )
        );
        _rows += rows;
        _written += present;
        _valueCount += valueCount;
    }

    private readonly bool HasLengths => _column.PhysicalType == PhysicalType.ByteArray;

    private static int WidthOf(int maximum) =>
        System.Numerics.BitOperations.Log2((uint)maximum * 2);

    public readonly WrittenChunk Finish()
    {
        if (_indexes.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_indexes);
        }

        return new WrittenChunk(
            _column,
            _sink.Codec,
            _encoding,
            _dictionarySize > 0,
            _start,
            _dataStart,
            _valueCount,
            _sink.UncompressedPosition - _uncompressedStart,
            _sink.Position - _start,
            _valueCount - _present.Length,
            _pages
        );
    }

    private readonly int WriteDictionary()
    {
        if (typeof(T) == typeof(int) || typeof(T) == typeof(float))
        {
            // Floats by their bits: every NaN and either zero comes back as it was.
            return WriteDictionary<int>(value => (uint)value);
        }

        if (typeof(T) == typeof(long) || typeof(T) == typeof(double))
        {
            return WriteDictionary<long>(value => (uint)value ^ ((uint)(value >> 32) * 31));
        }

        return typeof(T) == typeof(byte[])
            ? WriteDictionary<ByteKey>(value => value.Hash())
            : WriteDictionary<string>(TextHash);
    }

    private readonly int WriteDictionary<TValue>(Func<TValue, uint> hash)
        where TValue : IEquatable<TValue>
    {
        var values = Reinterpret.As<T, TValue>(_present);
        using var dictionary = ValueDictionary<TValue>.Build(values, hash, _indexes);
        if (dictionary is null)
        {
            return 0;
        }

        _page.Clear();
        ValueEncoders.WritePlain(Reinterpret.As<TValue, T>(dictionary.Values), HasLengths, _page);
        _sink.WritePage(PageKind.Dictionary, PageEncoding.Plain, dictionary.Values.Length, _page);
        return dictionary.Values.Length;
    }

    // The framework's own hash of a string differs from run to run; nothing here depends on it, but this one is as good.
    private static uint TextHash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash;
    }

    private readonly void WriteLevels(ReadOnlySpan<byte> levels, int maximum)
    {
        if (maximum == 0)
        {
            return;
        }

        var head = _page.Length;
        _page.WriteUInt32(0);
        HybridEncoder.Write(levels, WidthOf(maximum), _page);
        _page.PatchUInt32(head, (uint)(_page.Length - head - 4));
    }
}
