using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Decodes the mix of run-length and bit-packed runs in which levels, dictionary indexes and booleans are stored, in pieces of any size.</summary>
internal sealed class HybridDecoder
{
    private readonly int[] _group = new int[8];
    private byte[] _buffer = [];
    private int _position;
    private int _end;
    private int _width;
    private long _repeats;
    private int _repeated;
    private long _packed;
    private int _groupLeft;

    public void Reset(byte[] buffer, int offset, int length, int width)
    {
        (_buffer, _position, _end, _width) = (buffer, offset, offset + length, width);
        (_packed, _groupLeft, _repeated) = (0, 0, 0);
        // Values of no bits take no bytes: one endless run of zeros.
        _repeats = width == 0 ? long.MaxValue : 0;
    }

    /// <summary>Takes <paramref name="wanted"/> values if the run at hand repeats <paramref name="value"/> so often; else none.</summary>
    public bool TryTakeRepeated(int wanted, int value)
    {
        if (_repeats == 0 && _packed == 0)
        {
            NextRun();
        }

        if (_repeats < wanted || _repeated != value)
        {
            return false;
        }

        _repeats -= wanted;
        return true;
    }

    /// <summary>As <see cref="TakeRepeated(int, out int)"/>, but 0 as well if the run has fewer than <paramref name="least"/> values left.</summary>
    public int TakeRepeated(int wanted, int least, out int value)
    {
        if (_repeats == 0 && _packed == 0)
        {
            NextRun();
        }

        value = _repeated;
        return _repeats < least ? 0 : TakeRepeated(wanted, out value);
    }

    /// <summary>Takes up to <paramref name="wanted"/> values if the run at hand repeats one value; 0 if it is bit-packed.</summary>
    public int TakeRepeated(int wanted, out int value)
    {
        if (_repeats == 0 && _packed == 0)
        {
            NextRun();
        }

        value = _repeated;
        var taken = (int)Math.Min(_repeats, wanted);
        _repeats -= taken;
        return taken;
    }

    /// <summary>Takes values of the bit-packed run at hand; the count taken, at least 1, may be less than asked for.</summary>
    /// <param name="output">Receives them.</param>
    /// <param name="largest">The largest of them, a negative one counting as very large.</param>
    public int TakePacked(Span<int> output, out uint largest)
    {
        if (_groupLeft > 0)
        {
            return TakeFromGroup(output, out largest);
        }

        var groups = (int)Math.Min(WholeGroups(), output.Length / 8);
        if (groups == 0)
        {
            LoadGroup();
            return TakeFromGroup(output, out largest);
        }

        largest = BitUnpacking.Unpack(_buffer, _position, _width, output[..(8 * groups)]);
        Consume(groups);
        return 8 * groups;
    }

    /// <summary>The same for values of at most 8 bits.</summary>
    public int TakePacked(Span<byte> output)
    {
        if (_groupLeft > 0)
        {
            return TakeFromGroup(output);
        }

        var groups = (int)Math.Min(WholeGroups(), output.Length / 8);
        if (groups == 0)
        {
            LoadGroup();
            return TakeFromGroup(output);
        }

        var position = _position;
        var target = MemoryMarshal.Cast<byte, ulong>(output[..(8 * groups)]);
        for (var g = 0; g < target.Length; g++)
        {
            var word =
                _buffer.Length - position >= 8
                    ? BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(position, 8))
                    : Partial(position);
            target[g] = BitUnpacking.UnpackToBytes(word, _width);
            position += _width;
        }

        Consume(groups);
        return 8 * groups;
    }

    /// <summary>Fills all of <paramref name="output"/>, whatever the runs.</summary>
    public void Read(Span<byte> output)
    {
        while (output.Length > 0)
        {
            var taken = TakeRepeated(output.Length, out var value);
            if (taken > 0)
            {
                output[..taken].Fill((byte)value);
            }
            else
            {
                taken = TakePacked(output);
            }

            output = output[taken..];
        }
    }

    private ulong Partial(int position)
    {
        var word = 0UL;
        for (var i = 0; i < _width && position + i < _buffer.Length; i++)
        {
            word |= (ulong)_buffer[position + i] << (8 * i);
        }

        return word;
    }

    private long WholeGroups() => Math.Min(_packed / 8, (_end - _position) / _width);

    private void Consume(int groups)
    {
        _position += groups * _width;
        _packed -= 8L * groups;
    }

    // The last group may be filled up with anything: only what is taken counts.
    private int TakeFromGroup(Span<int> output, out uint largest)
    {
        var taken = Math.Min(output.Length, _groupLeft);
        largest = 0;
        for (var i = 0; i < taken; i++)
        {
            output[i] = _group[8 - _groupLeft + i];
            largest = Math.Max(largest, (uint)output[i]);
        }

        _groupLeft -= taken;
        _packed -= taken;
        return taken;
    }

    private int TakeFromGroup(Span<byte> output)
    {
        var taken = Math.Min(output.Length, _groupLeft);
        for (var i = 0; i < taken; i++)
        {
            output[i] = (byte)_group[8 - _groupLeft + i];
        }

        _groupLeft -= taken;
        _packed -= taken;
        return taken;
    }

    // Some writers cut the last group short: the bytes it lacks count as zero.
    private void LoadGroup()
    {
        var have = Math.Min(_width, _end - _position);
        if (have <= 0)
        {
            FormatFault.Corrupt("a bit-packed run ends too early");
        }

        if (have == _width)
        {
            BitUnpacking.Unpack(_buffer, _position, _width, _group);
        }
        else
        {
            var padded = new byte[_width];
            _buffer.AsSpan(_position, have).CopyTo(padded);
            BitUnpacking.Unpack(padded, 0, _width, _group);
        }

        _position += have;
        _groupLeft = 8;
    }

    private void NextRun()
    {
        var head = ReadHead();
        if ((head & 1) != 0)
        {
            _packed = (long)(head >> 1) * 8;
            if (_packed == 0)
            {
                FormatFault.Corrupt("a bit-packed run is empty");
            }

            return;
        }

        _repeats = head >> 1;
        var bytes = (_width + 7) / 8;
        if (_repeats == 0 || _end - _position < bytes)
        {
            FormatFault.Corrupt("a run is empty or ends too early");
        }

        var value = 0u;
        for (var i = 0; i < bytes; i++)
        {
            value |= (uint)_buffer[_position++] << (8 * i);
        }

        if (_width < 32 && value >> _width != 0)
        {
            FormatFault.Corrupt($"a run repeats {value}, which does not fit its {_width} bits");
        }

        _repeated = (int)value;
    }

    private uint ReadHead()
    {
        var head = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_position >= _end)
            {
                FormatFault.Corrupt("the runs end before the page's values do");
            }

            var next = _buffer[_position++];
            head |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return head <= uint.MaxValue ? (uint)head : TooLong();
            }
        }

        return TooLong();
    }

    private static uint TooLong()
    {
        FormatFault.Corrupt("a run is longer than 32 bits can say");
        return 0;
    }
}
