namespace ScalingPipeline.Parquet.Encodings;

/// <summary>The byte arrays of DELTA_LENGTH_BYTE_ARRAY, where they lie: all lengths, delta packed, stand before all bytes.</summary>
internal sealed class DeltaLengthSlices
{
    private readonly DeltaLengths _lengths = new();
    private byte[] _buffer = [];
    private int _position;
    private int _end;

    public void Begin(byte[] buffer, int offset, int length)
    {
        (_buffer, _end) = (buffer, offset + length);
        _position = _lengths.Begin(buffer, offset, length);
    }

    /// <summary>The next value, valid until the page is done.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var length = _lengths.Next();
        if (length > _end - _position)
        {
            FormatFault.Corrupt($"a value claims {length} bytes where {_end - _position} are left");
        }

        var value = _buffer.AsSpan(_position, length);
        _position += length;
        return value;
    }
}
