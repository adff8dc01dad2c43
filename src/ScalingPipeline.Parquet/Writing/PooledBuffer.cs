using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>A growing byte buffer on pooled memory.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Memory behind what is written, at least <paramref name="size"/> bytes; <see cref="Advance"/> makes it part of it.</summary>
    public Span<byte> Space(int size)
    {
        if (_bytes.Length - Length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(
                Math.Max(checked(Length + size), Math.Min(_bytes.Length, 1 << 29) * 2)
            );
            Written.CopyTo(larger);
            Dispose(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Clear() => Length = 0;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Space(bytes.Length));
        Length += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        Space(1)[0] = value;
        Length++;
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Space(4), value);
        Length += 4;
    }

    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    public void WriteZigZag(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes what was written from <paramref name="start"/> on as often again as <paramref name="times"/> says.</summary>
    public void Repeat(int start, int times)
    {
        var length = Length - start;
        var space = Space(checked(length * times));
        var piece = _bytes.AsSpan(start, length);
        for (var i = 0; i < times; i++)
        {
            piece.CopyTo(space[(i * length)..]);
        }

        Length += length * times;
    }

    /// <summary>Overwrites four bytes written before.</summary>
    public void PatchUInt32(int position, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(position, 4), value);

    public void Dispose()
    {
        Dispose(_bytes);
        _bytes = [];
        Length = 0;
    }

    private static void Dispose(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
