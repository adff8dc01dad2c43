namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Delta-packed lengths that stand before what they measure: delivered one by one.</summary>
internal sealed class DeltaLengths
{
    private readonly DeltaGroups _groups = new();

    /// <summary>Returns where the lengths end and the measured bytes begin.</summary>
    public int Begin(byte[] buffer, int offset, int length)
    {
        _groups.Begin(buffer, offset, length);
        var end = _groups.SkipToEnd();
        _groups.Begin(buffer, offset, length);
        return end;
    }

    public int Next()
    {
        var ready = _groups.Ready();
        if (ready.Length == 0)
        {
            FormatFault.Corrupt("the page holds fewer values than it claims");
        }

        var length = ready[0];
        if (length is < 0 or > int.MaxValue)
        {
            FormatFault.Corrupt($"a value claims {length} bytes");
        }

        _groups.Take(1);
        return (int)length;
    }
}
