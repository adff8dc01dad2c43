using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingPipeline.Reporting.Json;

/// <summary>Writes NaN and the infinities, which JSON does not have, as null.</summary>
internal sealed class FiniteNumbers : JsonConverter<double>
{
    public override double Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
