using System.Collections;
using System.Globalization;

namespace ScalingPipeline.Parquet;

/// <summary>Prints the objects of <see cref="ParquetFile.ReadRows"/>: the same in every culture, numbers so that they read back exactly.</summary>
public static class CellText
{
    /// <summary>Null is <c>null</c>, lists are in brackets, bytes in hexadecimal behind <c>0x</c>.</summary>
    public static string Format(object? cell) =>
        cell switch
        {
            null => "null",
            string text => text,
            bool value => value ? "true" : "false",
            byte[] bytes => "0x" + Convert.ToHexString(bytes),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Format)) + "]",
            _ => cell.ToString() ?? "",
        };
}
