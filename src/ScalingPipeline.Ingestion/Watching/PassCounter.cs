using System.Collections.Concurrent;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Counts what a pass has done, from several threads.</summary>
internal sealed class PassCounter(IProgress<IngestionProgress>? progress)
{
    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private int _total;
    private int _done;
    private long _rows;

    public int Done => _done;

    public long Rows => _rows;

    /// <summary>Names of which the ledger says something else than before.</summary>
    public int Changed => _changed.Count;

    public void Expect(int blobs)
    {
        _total += blobs;
        progress?.Report(new IngestionProgress(_done, _total));
    }

    public void Change(string name) => _changed[name] = true;

    public void Count(string name, TakenIn taken)
    {
        if (taken.IsDecided)
        {
            Change(name);
        }

        Interlocked.Add(ref _rows, taken.Rows);
        progress?.Report(new IngestionProgress(Interlocked.Increment(ref _done), _total));
    }
}

/// <summary>What came of reading a blob.</summary>
/// <param name="Rows">Rows decoded; 0 when it was not committed.</param>
/// <param name="IsDecided">Whether its fate is another than before: committed, or set aside.</param>
internal readonly record struct TakenIn(long Rows, bool IsDecided);
