using System.Text.Encodings.Web;
using System.Text.Json;

namespace ScalingPipeline.Simulation.Files;

/// <summary>Writes JSON as the real logs have it: indented by one space, lines ended by LF, plus signs as they are.</summary>
internal static class JsonDocuments
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Stream stream, Action<Utf8JsonWriter> content)
    {
        using (var json = new Utf8JsonWriter(stream, _options))
        {
            content(json);
        }

        stream.WriteByte((byte)'\n');
    }
}
