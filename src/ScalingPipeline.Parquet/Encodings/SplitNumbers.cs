using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT: the first bytes of all values, then all second bytes, and so on.</summary>
internal sealed class SplitNumbers<T> : ValueDecoder<T>
    where T : unmanaged
{
    private byte[] _buffer = [];
    private int _offset;
    private int _count;
    private int _next;

    public override void Begin(byte[] buffer, int offset, int length)
    {
        if (length % Unsafe.SizeOf<T>() != 0)
        {
            FormatFault.Corrupt(
                $"{length} bytes cannot be split into values of {Unsafe.SizeOf<T>()}"
            );
        }

        (_buffer, _offset, _count, _next) = (buffer, offset, length / Unsafe.SizeOf<T>(), 0);
    }

    public override void Read(Span<T> output)
    {
        if (output.Length > _count - _next)
        {
            Exhausted();
        }

        var i = Unsafe.SizeOf<T>() == 4 ? Join4(MemoryMarshal.AsBytes(output)) : 0;
        for (; i < output.Length; i++)
        {
            var word = 0UL;
            for (var stream = 0; stream < Unsafe.SizeOf<T>(); stream++)
            {
                word |= (ulong)_buffer[_offset + stream * _count + _next + i] << (8 * stream);
            }

            output[i] = Unsafe.As<ulong, T>(ref word);
        }

        _next += output.Length;
    }

    private int Join4(Span<byte> output)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(_buffer);
        ref var target = ref MemoryMarshal.GetReference(output);
        var values = output.Length / 4;
        var i = 0;
        for (; i <= values - 16; i += 16)
        {
            var at = (nuint)(_offset + _next + i);
            var b0 = Vector128.LoadUnsafe(ref source, at);
            var b1 = Vector128.LoadUnsafe(ref source, at + (nuint)_count);
            var b2 = Vector128.LoadUnsafe(ref source, at + 2 * (nuint)_count);
            var b3 = Vector128.LoadUnsafe(ref source, at + 3 * (nuint)_count);
            var low = Join(b0, b1);
            var high = Join(b2, b3);
            var bytes = (nuint)(4 * i);
            Join(low.Low, high.Low, ref Unsafe.Add(ref target, bytes));
            Join(low.High, high.High, ref Unsafe.Add(ref target, bytes + 32));
        }

        return i;
    }

    private static (Vector128<ushort> Low, Vector128<ushort> High) Join(
        Vector128<byte> first,
        Vector128<byte> second
    )
    {
        var (firstLow, firstHigh) = Vector128.Widen(first);
        var (secondLow, secondHigh) = Vector128.Widen(second);
        return (firstLow | (secondLow << 8), firstHigh | (secondHigh << 8));
    }

    private static void Join(Vector128<ushort> first, Vector128<ushort> second, ref byte target)
    {
        var (firstLow, firstHigh) = Vector128.Widen(first);
        var (secondLow, secondHigh) = Vector128.Widen(second);
        (firstLow | (secondLow << 16)).AsByte().StoreUnsafe(ref target);
        (firstHigh | (secondHigh << 16)).AsByte().StoreUnsafe(ref target, 16);
    }
}
