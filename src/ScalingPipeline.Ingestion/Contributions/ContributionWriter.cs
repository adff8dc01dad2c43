using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>Appends primitive values in the form that <see cref="ContributionReader"/> reads.</summary>
internal sealed class ContributionWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Zigzag, then seven bits a byte, lowest first: small numbers of either sign are short.</summary>
    public void Integer(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Real(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    public void Single(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
    }

    public void Text(string value)
    {
        Integer(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    public void Optional<T>(T? value, Action<T> write)
        where T : struct
    {
        Byte(value.HasValue ? (byte)1 : (byte)0);
        if (value.HasValue)
        {
            write(value.Value);
        }
    }

    public void OptionalText(string? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            Text(value);
        }
    }

    /// <summary>Ids that mostly grow by a steady step: first differences.</summary>
    public void Differences(ReadOnlySpan<long> values)
    {
        var previous = 0L;
        foreach (var value in values)
        {
            Integer(unchecked(value - previous));
            previous = value;
        }
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
