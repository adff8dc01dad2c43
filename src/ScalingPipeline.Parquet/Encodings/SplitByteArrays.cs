namespace ScalingPipeline.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT of byte arrays of one length.</summary>
internal sealed class SplitByteArrays<T>(int width, ByteArrayConverter<T> convert) : ValueDecoder<T>
{
    private byte[] _value = [];
    private byte[] _buffer = [];
    private int _offset;
    private int _count;
    private int _next;

    public override void Begin(byte[] buffer, int offset, int length)
    {
        if (length % width != 0)
        {
            FormatFault.Corrupt($"{length} bytes cannot be split into values of {width}");
        }

        // Made only now: the page holds at least one value, so the width is no larger than the page.
        _value = _value.Length == width ? _value : new byte[width];
        (_buffer, _offset, _count, _next) = (buffer, offset, length / width, 0);
    }

    public override void Read(Span<T> output)
    {
        if (output.Length > _count - _next)
        {
            Exhausted();
        }

        for (var i = 0; i < output.Length; i++, _next++)
        {
            for (var stream = 0; stream < width; stream++)
            {
                _value[stream] = _buffer[_offset + stream * _count + _next];
            }

            output[i] = convert(_value);
        }
    }
}
