using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>
/// ALP: floating-point numbers as integers times powers of ten, packed by frame of reference, with exceptions stored as they are (Afroozeh
/// and Boncz, SIGMOD 2024; apache/parquet-format, AlpEncoding.md). One vector is decoded at a time.
/// </summary>
internal sealed class AlpNumbers<T> : ValueDecoder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int HeaderSize = 7;
    private const int OffsetSize = 4;
    private const int AlpInfoSize = 4;
    private const int ExceptionPositionSize = 2;
    private const int GroupSize = 32;

    private readonly long[] _group = new long[GroupSize];
    private readonly byte[] _last = new byte[GroupSize * sizeof(long)];
    private T[] _vector = [];
    private byte[] _buffer = [];
    private int _vectors;
    private int _end;
    private int _vectorSize;
    private int _left;
    private int _next;
    private int _ready;
    private int _taken;

    private static int Size => Unsafe.SizeOf<T>();

    public override void Begin(byte[] buffer, int offset, int length)
    {
        if (length < HeaderSize)
        {
            Exhausted();
        }

        var head = buffer.AsSpan(offset, HeaderSize);
        if (head[0] != 0 || head[1] != 0)
        {
            FormatFault.Unsupported($"ALP data of mode {head[0]}, {head[1]} is not supported");
        }

        if (head[2] is < 3 or > 15)
        {
            FormatFault.Corrupt($"its ALP vectors claim 2^{head[2]} values");
        }

        _left = BinaryPrimitives.ReadInt32LittleEndian(head[3..]);
        _vectorSize = 1 << head[2];
        (_buffer, _vectors, _end) = (buffer, offset + HeaderSize, offset + length);
        (_next, _ready, _taken) = (0, 0, 0);
        var vectors = ((long)_left + _vectorSize - 1) / _vectorSize;
        if (_left < 0 || vectors * OffsetSize > length - HeaderSize)
        {
            FormatFault.Corrupt($"its ALP data claims {_left} values in {length} bytes");
        }

        var largest = Math.Min(_left, _vectorSize);
        _vector = _vector.Length >= largest ? _vector : new T[largest];
    }

    public override void Read(Span<T> output)
    {
        while (output.Length > 0)
        {
            if (_taken == _ready)
            {
                NextVector();
            }

            var taken = Math.Min(output.Length, _ready - _taken);
            _vector.AsSpan(_taken, taken).CopyTo(output);
            _taken += taken;
            output = output[taken..];
        }
    }

    private void NextVector()
    {
        if (_left == 0)
        {
            Exhausted();
        }

        var count = Math.Min(_left, _vectorSize);
        var place = BinaryPrimitives.ReadUInt32LittleEndian(
            _buffer.AsSpan(_vectors + (_next * OffsetSize))
        );
        var data = Part(_buffer.AsSpan(_vectors, _end - _vectors), place);
        var info = Part(data, 0, AlpInfoSize + Size + 1);
        var (exponent, factor) = (info[0], info[1]);
        var exceptions = BinaryPrimitives.ReadUInt16LittleEndian(info[2..]);
        var reference =
            Size == 4
                ? BinaryPrimitives.ReadInt32LittleEndian(info[AlpInfoSize..])
                : BinaryPrimitives.ReadInt64LittleEndian(info[AlpInfoSize..]);
        var width = info[^1];
        if (exponent > AlpPowers<T>.Largest || factor > exponent || width > 8 * Size)
        {
            FormatFault.Corrupt(
                $"its ALP vector has exponent {exponent}, factor {factor} and {width} bits"
            );
        }

        data = data[info.Length..];
        var packed = (int)(((long)count * width + 7) / 8);
        Unpack(Part(data, 0, packed), width, reference, exponent, factor, count);
        Patch(data[packed..], exceptions, count);
        (_ready, _taken) = (count, 0);
        _left -= count;
        _next++;
    }

    private void Unpack(
        ReadOnlySpan<byte> packed,
        int width,
        long reference,
        int exponent,
        int factor,
        int count
    )
    {
        // Two multiplications, as the format demands: their product would round otherwise.
        var (up, down) = (AlpPowers<T>.Positive[factor], AlpPowers<T>.Negative[exponent]);
        for (var at = 0; at < count; at += GroupSize)
        {
            var bytes = packed[Math.Min(packed.Length, at / 8 * width)..];
            if (bytes.Length < GroupSize / 8 * width)
            {
                _last.AsSpan().Clear();
                bytes.CopyTo(_last);
                bytes = _last;
            }

            BitUnpacking.Unpack32(bytes[..(GroupSize / 8 * width)], width, _group);
            var values = _vector.AsSpan(at, Math.Min(GroupSize, count - at));
            for (var i = 0; i < values.Length; i++)
            {
                var whole = unchecked(_group[i] + reference);
                values[i] = T.CreateTruncating(Size == 4 ? (int)whole : whole) * up * down;
            }
        }
    }

    private void Patch(ReadOnlySpan<byte> data, int exceptions, int count)
    {
        var positions = Part(data, 0, exceptions * ExceptionPositionSize);
        var values = MemoryMarshal.Cast<byte, T>(
            Part(data, (uint)positions.Length, exceptions * Size)
        );
        for (var i = 0; i < exceptions; i++)
        {
            var position = BinaryPrimitives.ReadUInt16LittleEndian(
                positions[(i * ExceptionPositionSize)..]
            );
            if (position >= count)
            {
                FormatFault.Corrupt($"an ALP exception stands at {position} of {count} values");
            }

            _vector[position] = values[i];
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> data, uint from, int? length = null)
    {
        if (from > data.Length || (length ?? 0) > data.Length - from)
        {
            FormatFault.Corrupt("an ALP vector ends too early");
        }

        return length is { } bytes ? data.Slice((int)from, bytes) : data[(int)from..];
    }
}
