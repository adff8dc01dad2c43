using System.Text;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Writes the Thrift compact protocol.</summary>
internal sealed class CompactWriter(PooledBuffer output)
{
    private readonly Stack<int> _outer = new();
    private int _last;

    public void Int32(int field, int value)
    {
        Field(field, CompactType.Int32);
        output.WriteZigZag(value);
    }

    public void Int8(int field, sbyte value)
    {
        Field(field, CompactType.Byte);
        output.WriteByte((byte)value);
    }

    public void Int64(int field, long value)
    {
        Field(field, CompactType.Int64);
        output.WriteZigZag(value);
    }

    public void Boolean(int field, bool value) =>
        Field(field, value ? CompactType.True : CompactType.False);

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Field(field, CompactType.Binary);
        BinaryElement(value);
    }

    public void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void List(int field, CompactType elementType, int count)
    {
        Field(field, CompactType.List);
        if (count < 15)
        {
            output.WriteByte((byte)((count << 4) | (int)elementType));
        }
        else
        {
            output.WriteByte((byte)(0xF0 | (int)elementType));
            output.WriteVarint((uint)count);
        }
    }

    public void Int32Element(int value) => output.WriteZigZag(value);

    public void Int64Element(long value) => output.WriteZigZag(value);

    public void BooleanElement(bool value) =>
        output.WriteByte((byte)(value ? CompactType.True : CompactType.False));

    public void TextElement(string value) => BinaryElement(Encoding.UTF8.GetBytes(value));

    /// <summary>Begins a struct that is a field; <see cref="End"/> ends it.</summary>
    public void Struct(int field)
    {
        Field(field, CompactType.Struct);
        Struct();
    }

    /// <summary>Begins a struct that is a list's element, or the outermost one.</summary>
    public void Struct()
    {
        _outer.Push(_last);
        _last = 0;
    }

    public void End()
    {
        output.WriteByte((byte)CompactType.Stop);
        _last = _outer.Pop();
    }

    public void BinaryElement(ReadOnlySpan<byte> value)
    {
        output.WriteVarint((uint)value.Length);
        output.Write(value);
    }

    private void Field(int field, CompactType type)
    {
        var delta = field - _last;
        if (delta is > 0 and <= 15)
        {
            output.WriteByte((byte)((delta << 4) | (int)type));
        }
        else
        {
            output.WriteByte((byte)type);
            output.WriteZigZag(field);
        }

        _last = field;
    }
}
