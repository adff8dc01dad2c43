namespace ScalingPipeline.Parquet.Encodings;

/// <summary>DELTA_BYTE_ARRAY: each value is a prefix of the one before and a suffix of its own.</summary>
internal sealed class DeltaByteArrays<T>(ByteArrayConverter<T> convert) : ValueDecoder<T>
{
    private readonly DeltaLengths _prefixes = new();
    private readonly DeltaLengthSlices _suffixes = new();
    private byte[] _value = [];
    private int _length;

    public override void Begin(byte[] buffer, int offset, int length)
    {
        var suffixes = _prefixes.Begin(buffer, offset, length);
        _suffixes.Begin(buffer, suffixes, offset + length - suffixes);
        _length = 0;
    }

    public override void Read(Span<T> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = convert(Next());
        }
    }

    private ReadOnlySpan<byte> Next()
    {
        var prefix = _prefixes.Next();
        var suffix = _suffixes.Next();
        if (prefix > _length)
        {
            FormatFault.Corrupt($"a value repeats {prefix} bytes of one that has {_length}");
        }

        // Grows by stored bytes only, so it stays within the page.
        _length = prefix + suffix.Length;
        if (_length > _value.Length)
        {
            Array.Resize(ref _value, 2 * _length);
        }

        suffix.CopyTo(_value.AsSpan(prefix));
        return _value.AsSpan(0, _length);
    }
}
