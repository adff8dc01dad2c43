namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Reads key-value metadata (parquet.thrift, <c>KeyValue</c>); a key without a value has the empty one.</summary>
internal static class KeyValueReader
{
    public static void Read(
        ref CompactReader reader,
        CompactType type,
        Dictionary<string, string> into
    )
    {
        var count = reader.ReadList(type, out var elementType);
        for (var i = 0; i < count; i++)
        {
            CompactReader.Expect(elementType, CompactType.Struct);
            var (key, value, id) = ("", "", 0);
            while (reader.NextField(ref id, out var fieldType))
            {
                switch (id)
                {
                    case 1:
                        key = reader.ReadString(fieldType);
                        break;
                    case 2:
                        value = reader.ReadString(fieldType);
                        break;
                    default:
                        reader.Skip(fieldType);
                        break;
                }
            }

            into[key] = value;
        }
    }
}
