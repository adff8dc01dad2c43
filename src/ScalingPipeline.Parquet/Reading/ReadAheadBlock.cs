namespace ScalingPipeline.Parquet.Reading;

/// <summary>Bytes that are fetched by one request.</summary>
/// <remarks>Used under its owner's lock only.</remarks>
internal sealed class ReadAheadBlock(long offset, int length)
{
    private byte[]? _bytes;
    private Task? _fetch;
    private int _read;

    public long Offset { get; } = offset;

    public int Length { get; } = length;

    public long End => Offset + Length;

    /// <summary>Whether it was asked for, and its bytes are on their way or here.</summary>
    public bool IsHeld => _bytes is not null;

    /// <summary>Whether it is over: all of it was read, or it was given up.</summary>
    public bool IsDone { get; private set; }

    public void Start(RangeFetch fetch, CancellationToken cancellationToken)
    {
        _bytes = new byte[Length];
        _fetch = fetch(Offset, _bytes, cancellationToken);
    }

    /// <summary>Its bytes and what ends when they are there.</summary>
    public (byte[] Bytes, Task Fetch) Held => (_bytes!, _fetch!);

    public void Release(int bytesRead)
    {
        _read += bytesRead;
        if (_read >= Length)
        {
            GiveUp();
        }
    }

    public void GiveUp()
    {
        IsDone = true;
        _bytes = null;
        // Nobody will look at how it ended.
        _ = _fetch?.ContinueWith(
            task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
        _fetch = null;
    }
}
