using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>PLAIN numbers: little-endian, one after the other.</summary>
internal sealed class PlainNumbers<T> : ValueDecoder<T>
    where T : unmanaged
{
    private byte[] _buffer = [];
    private int _position;
    private int _end;

    public override void Begin(byte[] buffer, int offset, int length) =>
        (_buffer, _position, _end) = (buffer, offset, offset + length);

    public override bool LiesOpen => true;

    public override void Read(Span<T> output) => Take(output.Length).CopyTo(output);

    public override ReadOnlySpan<T> Take(int count)
    {
        var length = (long)count * Unsafe.SizeOf<T>();
        if (length > _end - _position)
        {
            Exhausted();
        }

        var values = MemoryMarshal.Cast<byte, T>(_buffer.AsSpan(_position, (int)length));
        _position += (int)length;
        return values;
    }
}
