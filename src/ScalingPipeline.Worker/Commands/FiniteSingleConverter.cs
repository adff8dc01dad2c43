using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Writes a single-precision number that is not finite as null, as <c>JsonOutput</c> does a double.</summary>
internal sealed class FiniteSingleConverter : JsonConverter<float>
{
    public override float Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => throw new NotSupportedException("Cells are only written.");

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
