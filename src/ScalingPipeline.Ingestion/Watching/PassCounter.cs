namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Counts what a pass has done, from several threads.</summary>
internal sealed class PassCounter(IProgress<IngestionProgress>? progress)
{
    private int _total;
    private int _done;
    private long _rows;

    public int Done => _done;

    public long Rows => _rows;

    public void Expect(int blobs)
    {
        _total += blobs;
        progress?.Report(new IngestionProgress(_done, _total));
    }

    public void Count(long rows)
    {
        Interlocked.Add(ref _rows, rows);
        progress?.Report(new IngestionProgress(Interlocked.Increment(ref _done), _total));
    }
}
