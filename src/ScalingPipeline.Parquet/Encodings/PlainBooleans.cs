namespace ScalingPipeline.Parquet.Encodings;

/// <summary>PLAIN booleans: one bit each, least significant first.</summary>
internal sealed class PlainBooleans : ValueDecoder<bool>
{
    private byte[] _buffer = [];
    private long _bit;
    private long _end;

    public override void Begin(byte[] buffer, int offset, int length) =>
        (_buffer, _bit, _end) = (buffer, 8L * offset, 8L * (offset + length));

    public override void Read(Span<bool> output)
    {
        if (output.Length > _end - _bit)
        {
            Exhausted();
        }

        for (var i = 0; i < output.Length; i++, _bit++)
        {
            output[i] = ((_buffer[_bit >> 3] >> (int)(_bit & 7)) & 1) != 0;
        }
    }
}
