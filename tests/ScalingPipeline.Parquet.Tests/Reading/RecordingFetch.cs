namespace ScalingPipeline.Parquet.Tests.Reading;

/// <summary>A blob in memory that notes which ranges are asked for, each answered when the test says so, or at once.</summary>
internal sealed class RecordingFetch(byte[] data)
{
    public List<ByteRange> Requests { get; } = [];

    /// <summary>What requests wait for; null: nothing.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public Exception? Fault { get; set; }

    public ReadAheadByteSource Open() => new(data.Length, FetchAsync);

    private async Task FetchAsync(
        long offset,
        Memory<byte> destination,
        CancellationToken cancellationToken
    )
    {
        lock (Requests)
        {
            Requests.Add(new ByteRange(offset, destination.Length));
        }

        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        if (Fault is { } fault)
        {
            throw fault;
        }

        data.AsSpan((int)offset, destination.Length).CopyTo(destination.Span);
    }
}
