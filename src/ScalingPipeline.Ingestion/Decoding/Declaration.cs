using System.Text.Json;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>The fields of a run's JSON declaration; each fault is one sentence with the field's name.</summary>
internal sealed class Declaration : IDisposable
{
    private readonly JsonDocument _document;
    private readonly string _file;

    private Declaration(JsonDocument document, string file)
    {
        _document = document;
        _file = file;
    }

    /// <param name="json">UTF-8.</param>
    /// <param name="file">What the declaration is called in messages.</param>
    /// <exception cref="HalfWrittenException">The text ends too early.</exception>
    /// <exception cref="LogContentException">The text is no JSON object.</exception>
    public static Declaration Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new Declaration(document, file);
            }

            document.Dispose();
            throw new LogContentException($"{file} is not a JSON object.");
        }
        catch (JsonException fault) when (IsCutShort(json.Span))
        {
            throw new HalfWrittenException(
                $"{file} ends in the middle: it is still being written.",
                fault
            );
        }
        catch (JsonException fault)
        {
            throw new LogContentException(
                $"{file} is not valid JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}).",
                fault
            );
        }
    }

    public void Dispose() => _document.Dispose();

    /// <summary>A text; null where absent or JSON null.</summary>
    public string? Text(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Wrong(field, value, "a text that is not empty");
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; null where absent or JSON null.</summary>
    public long? WholeNumber(string field, long least, long most)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        // 1e6 and 3072.0 are whole numbers too.
        var number = value.ValueKind != JsonValueKind.Number ? double.NaN : value.GetDouble();
        return double.IsInteger(number) && number >= least && number <= most
            ? value.TryGetInt64(out var exact)
                ? exact
                : (long)number
            : throw Wrong(field, value, $"a whole number from {least} to {most}");
    }

    /// <summary>A finite number above 0; null where absent or JSON null.</summary>
    public double? Positive(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        var number = value.ValueKind != JsonValueKind.Number ? double.NaN : value.GetDouble();
        return number > 0 && double.IsFinite(number)
            ? number
            : throw Wrong(field, value, "a number above 0");
    }

    /// <summary>A moment with its offset from UTC; null where absent or JSON null.</summary>
    public DateTimeOffset? Moment(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var moment)
            ? moment
            : throw Wrong(field, value, "a time like 2026-01-31T12:00:00+00:00");
    }

    /// <summary>A text, number or truth value as text; null for anything else.</summary>
    public string? Any(string field) =>
        Find(field) is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) } value
            ? value.ToString()
            : null;

    private static bool IsCutShort(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JsonElement? Find(string field) =>
        _document.RootElement.TryGetProperty(field, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    private LogContentException Wrong(string field, JsonElement value, string wanted)
    {
        var raw = value.GetRawText();
        var shown = raw.Length <= 40 ? raw : $"{raw[..40]}...";
        return new($"{_file}: '{field}' is {shown}; it must be {wanted}.");
    }
}
