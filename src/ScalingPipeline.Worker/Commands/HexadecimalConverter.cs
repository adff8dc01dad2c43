using System.Text.Json;
using System.Text.Json.Serialization;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Writes bytes as <see cref="CellText"/> does, so that both formats of a cell agree.</summary>
internal sealed class HexadecimalConverter : JsonConverter<byte[]>
{
    public override byte[] Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => throw new NotSupportedException("Cells are only written.");

    public override void Write(
        Utf8JsonWriter writer,
        byte[] value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(CellText.Format(value));
}
