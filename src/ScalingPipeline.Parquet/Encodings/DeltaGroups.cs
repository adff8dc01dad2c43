namespace ScalingPipeline.Parquet.Encodings;

/// <summary>The blocks and miniblocks of DELTA_BINARY_PACKED (Parquet encodings; Lemire and Boytsov 2015), delivered in groups of 32.</summary>
internal sealed class DeltaGroups
{
    private const int GroupSize = 32;

    private readonly long[] _values = new long[GroupSize];
    private byte[] _buffer = [];
    private int _end;
    private int _ready;
    private int _taken;
    private long _pending;
    private long _last;
    private long _smallestDelta;
    private int _groupsPerMiniblock;
    private int _miniblocksPerBlock;
    private int _widths;
    private int _miniblock;
    private int _groupsLeft;

    private int Position { get; set; }

    public void Begin(byte[] buffer, int offset, int length)
    {
        (_buffer, Position, _end) = (buffer, offset, offset + length);
        var blockSize = Varint();
        var miniblocks = Varint();
        var count = Varint();
        _last = ZigZag(Varint());
        if (
            miniblocks == 0
            || miniblocks > blockSize
            || blockSize > int.MaxValue
            || blockSize % miniblocks != 0
            || blockSize / miniblocks % GroupSize != 0
        )
        {
            FormatFault.Corrupt(
                $"the delta blocks claim {blockSize} values in {miniblocks} miniblocks"
            );
        }

        if (count > int.MaxValue)
        {
            FormatFault.Corrupt($"the delta page claims {count} values");
        }

        _miniblocksPerBlock = (int)miniblocks;
        _groupsPerMiniblock = (int)(blockSize / miniblocks) / GroupSize;
        (_miniblock, _groupsLeft, _taken) = (_miniblocksPerBlock, 0, 0);
        _values[0] = _last;
        _ready = count > 0 ? 1 : 0;
        _pending = (long)count - _ready;
    }

    /// <summary>Values decoded and not yet taken; empty at the end of the page.</summary>
    public ReadOnlySpan<long> Ready()
    {
        if (_taken == _ready && _pending > 0)
        {
            NextGroup();
        }

        return _values.AsSpan(_taken, _ready - _taken);
    }

    public void Take(int count) => _taken += count;

    /// <summary>Where the page's integers end; takes time by the bytes they have, not by the count they claim.</summary>
    public int SkipToEnd()
    {
        while (_pending > 0)
        {
            NextMiniblock();
            // The last miniblock is stored in full; those of its block that no value needs are not stored.
            var bytes = 4L * _buffer[_widths + _miniblock] * _groupsPerMiniblock;
            Position = (int)Math.Min(_end, Position + bytes);
            _pending -= (long)GroupSize * _groupsPerMiniblock;
        }

        return Position;
    }

    private void NextGroup()
    {
        if (_groupsLeft == 0)
        {
            NextMiniblock();
        }

        var width = _buffer[_widths + _miniblock];
        var bytes = 4 * width;
        if (width > 64 || bytes > _end - Position)
        {
            FormatFault.Corrupt("a delta miniblock ends too early");
        }

        BitUnpacking.Unpack32(_buffer.AsSpan(Position, bytes), width, _values);
        Position += bytes;
        _groupsLeft--;
        var last = _last;
        var smallest = _smallestDelta;
        foreach (ref var value in _values.AsSpan())
        {
            // Deltas wrap around: the format computes them in the width of the type.
            last = unchecked(last + smallest + value);
            value = last;
        }

        _taken = 0;
        _ready = (int)Math.Min(GroupSize, _pending);
        _last = _values[_ready - 1];
        _pending -= _ready;
    }

    private void NextMiniblock()
    {
        _miniblock++;
        if (_miniblock >= _miniblocksPerBlock)
        {
            _smallestDelta = ZigZag(Varint());
            _widths = Position;
            if (_miniblocksPerBlock > _end - Position)
            {
                FormatFault.Corrupt("a delta block ends too early");
            }

            Position += _miniblocksPerBlock;
            _miniblock = 0;
        }

        _groupsLeft = _groupsPerMiniblock;
    }

    private ulong Varint()
    {
        var result = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position >= _end)
            {
                FormatFault.Corrupt("the delta page ends too early");
            }

            var next = _buffer[Position++];
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result;
            }
        }

        FormatFault.Corrupt("a number of the delta page is longer than 10 bytes");
        return 0;
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
