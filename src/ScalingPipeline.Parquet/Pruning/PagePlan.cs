using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Pruning;

/// <summary>Leads through the dictionary page and those data pages of a chunk that hold wanted rows, in as few stretches of bytes as possible.</summary>
internal sealed class PagePlan
{
    private readonly ChunkSource _source;
    private readonly PageLocation[] _pages;
    private readonly List<ByteRange> _stretches = [];
    private readonly Queue<int> _wanted = new();
    private int _page = -1;
    private int _stretch = -1;

    public PagePlan(ChunkSource source, PageLocation[] pages, IReadOnlyList<RowRange> rows)
    {
        (_source, _pages) = (source, pages);
        if (pages[0].Offset > source.Chunk.Offset && rows.Count > 0)
        {
            _stretches.Add(
                new ByteRange(source.Chunk.Offset, pages[0].Offset - source.Chunk.Offset)
            );
        }

        Choose(rows);
    }

    /// <summary>The row that the page at hand begins with; -1 before the first data page.</summary>
    public long FirstRow => _page < 0 ? -1 : _pages[_page].FirstRow;

    /// <summary>Behind the last row of the page at hand.</summary>
    public long EndRow => _page + 1 < _pages.Length ? _pages[_page + 1].FirstRow : _source.RowCount;

    /// <summary>Moves the window on to what comes next; false at the end.</summary>
    public bool Advance(ChunkWindow window)
    {
        if (window.Remaining > 0)
        {
            return true;
        }

        if (_stretch + 1 == _stretches.Count)
        {
            return false;
        }

        var next = _stretches[++_stretch];
        window.Restart(next.Offset, next.End);
        return true;
    }

    /// <summary>Notes that a data page was loaded, and checks that it is the one the index promised.</summary>
    public void Loaded(ChunkWindow window, int valueCount)
    {
        if (!_wanted.TryDequeue(out _page) || window.Offset != _pages[_page].End)
        {
            FormatFault.Corrupt("the page index does not lead to the pages");
        }

        if (_source.Column.MaxRepetitionLevel == 0 && valueCount != EndRow - _pages[_page].FirstRow)
        {
            FormatFault.Corrupt(
                $"it holds {valueCount} rows where the page index says {EndRow - _pages[_page].FirstRow}"
            );
        }
    }

    private void Choose(IReadOnlyList<RowRange> rows)
    {
        var range = 0;
        for (var page = 0; page < _pages.Length; page++)
        {
            var end = page + 1 < _pages.Length ? _pages[page + 1].FirstRow : _source.RowCount;
            while (range < rows.Count && rows[range].End <= _pages[page].FirstRow)
            {
                range++;
            }

            if (range == rows.Count)
            {
                return;
            }

            if (rows[range].First < end)
            {
                _wanted.Enqueue(page);
                Append(_pages[page]);
            }
        }
    }

    private void Append(PageLocation page)
    {
        if (_stretches.Count > 0 && _stretches[^1].End == page.Offset)
        {
            _stretches[^1] = _stretches[^1] with { Length = _stretches[^1].Length + page.Size };
        }
        else
        {
            _stretches.Add(new ByteRange(page.Offset, page.Size));
        }
    }
}
