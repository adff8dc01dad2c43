using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>Compares what <see cref="ParquetFile.ReadRows"/> gives with another reader's rows, leaf by leaf.</summary>
internal static class PeerValues
{
    /// <summary>Checks every row of every column.</summary>
    public static void RequireSameRows(ParquetFile file, JsonElement rows)
    {
        Assert.Equal(rows.GetArrayLength(), file.RowCount);
        var number = 0;
        foreach (var (ours, theirs) in file.ReadRows().Zip(rows.EnumerateArray()))
        {
            foreach (var (column, value) in file.Schema.Columns.Zip(ours))
            {
                var expected = Project(theirs, column.Path.Split('.'));
                if (!IsSame(value, expected))
                {
                    Assert.Fail(
                        $"{file.Name}, row {number}, {column}: {CellText.Format(value)} where {JsonSerializer.Serialize(expected)} is expected"
                    );
                }
            }

            number++;
        }
    }

    // Readers leave the groups that make a list or map out of their rows: a part of the path that names nothing is passed over.
    private static object? Project(JsonElement node, ReadOnlySpan<string> path)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array:
                var items = new List<object?>();
                foreach (var item in node.EnumerateArray())
                {
                    items.Add(Project(item, path));
                }

                return items;
            case JsonValueKind.Object when path.Length > 0:
                for (var i = 0; i < path.Length; i++)
                {
                    if (node.TryGetProperty(path[i], out var member))
                    {
                        return Project(member, path[(i + 1)..]);
                    }
                }

                return node;
            default:
                return node;
        }
    }

    private static bool IsSame(object? ours, object? theirs)
    {
        if (ours is List<object?> list)
        {
            return theirs is IList items
                && items.Count == list.Count
                && list.Zip(items.Cast<object?>()).All(pair => IsSame(pair.First, pair.Second));
        }

        if (ours is null || theirs is null)
        {
            return ours is null && theirs is null;
        }

        if (ours is string text && theirs is List<object?> words)
        {
            return PeerForms.IsSameDecimal(text, words.Cast<JsonElement>());
        }

        return theirs is JsonElement json && IsSameScalar(ours, json);
    }

    private static bool IsSameScalar(object ours, JsonElement theirs)
    {
        var text =
            theirs.ValueKind == JsonValueKind.String ? theirs.GetString()! : theirs.ToString();
        return ours switch
        {
            byte[] bytes => theirs.ValueKind == JsonValueKind.Object
                && Convert
                    .FromHexString(theirs.GetProperty("bytes").GetString()!)
                    .AsSpan()
                    .SequenceEqual(bytes),
            bool value => theirs.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False),
            float value => value.Equals((float)double.Parse(text, CultureInfo.InvariantCulture)),
            double value => value.Equals(double.Parse(text, CultureInfo.InvariantCulture)),
            int or long or uint or ulong => decimal.Parse(text, CultureInfo.InvariantCulture)
                == Convert.ToDecimal(ours, CultureInfo.InvariantCulture),
            string value => value == text || PeerForms.IsSame(value, theirs),
            Guid value => value.ToString() == text || PeerForms.IsSame(value, theirs),
            DateOnly value => PeerForms.IsSame(CellText.Format(value) + "T00:00:00", theirs),
            _ => CellText.Format(ours) == text,
        };
    }
}
