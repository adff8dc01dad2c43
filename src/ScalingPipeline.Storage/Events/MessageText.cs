using System.Text;
using System.Text.Json;

namespace ScalingPipeline.Storage.Events;

/// <summary>The JSON in a queue message, which may stand there as it is or, as Event Grid puts it, in base64.</summary>
internal static class MessageText
{
    /// <summary>The longest message of Azure Storage Queues, in bytes.</summary>
    public const int LongestMessage = 64 << 10;

    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions _bounded = new() { MaxDepth = 16 };

    /// <returns>Null with the reason when there is none.</returns>
    public static JsonDocument? Parse(string text, out string? fault)
    {
        fault = null;
        try
        {
            if (text.Length > LongestMessage)
            {
                fault = $"it has more than {LongestMessage} characters";
                return null;
            }

            return JsonDocument.Parse(Utf8(text.Trim().TrimStart('\uFEFF').TrimStart()), _bounded);
        }
        catch (Exception wrong)
            when (wrong is JsonException or FormatException or ArgumentException)
        {
            fault = "it is neither JSON nor base64 of JSON";
            return null;
        }
    }

    private static byte[] Utf8(string text)
    {
        if (text.StartsWith('{') || text.StartsWith('['))
        {
            return _strict.GetBytes(text);
        }

        var bytes = Convert.FromBase64String(text);
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
    }
}
