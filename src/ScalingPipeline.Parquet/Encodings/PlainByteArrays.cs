using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>PLAIN byte arrays: a length of four bytes (or none where <paramref name="fixedLength"/> says it) before each value.</summary>
internal sealed class PlainByteArrays<T>(int fixedLength, ByteArrayConverter<T> convert)
    : ValueDecoder<T>
{
    private byte[] _buffer = [];
    private int _position;
    private int _end;

    public override void Begin(byte[] buffer, int offset, int length) =>
        (_buffer, _position, _end) = (buffer, offset, offset + length);

    public override void Read(Span<T> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = convert(Next());
        }
    }

    private ReadOnlySpan<byte> Next()
    {
        var length = (uint)fixedLength;
        if (fixedLength == 0)
        {
            if (_end - _position < 4)
            {
                Exhausted();
            }

            length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_position));
            _position += 4;
        }

        if (length > _end - _position)
        {
            FormatFault.Corrupt($"a value claims {length} bytes where {_end - _position} are left");
        }

        var value = _buffer.AsSpan(_position, (int)length);
        _position += (int)length;
        return value;
    }
}
