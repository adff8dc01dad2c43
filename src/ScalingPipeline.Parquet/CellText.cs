using System.Collections;
using System.Globalization;

namespace ScalingPipeline.Parquet;

/// <summary>Prints the objects of <see cref="ParquetFile.ReadRows"/>: the same in every culture, numbers so that they read back exactly.</summary>
public static class CellText
{
    private const int Piece = 1 << 16;

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

    /// <summary>Writes what <see cref="Format"/> says, bytes piece by piece: for values that no string could hold as text.</summary>
    public static void Write(TextWriter output, object? cell)
    {
        switch (cell)
        {
            case byte[] bytes:
                output.Write("0x");
                for (var at = 0; at < bytes.Length; at += Piece)
                {
                    var piece = bytes.AsSpan(at, Math.Min(Piece, bytes.Length - at));
                    output.Write(Convert.ToHexString(piece));
                }

                break;
            case IEnumerable list and not string:
                output.Write('[');
                var separator = "";
                foreach (var item in list)
                {
                    output.Write(separator);
                    Write(output, item);
                    separator = ", ";
                }

                output.Write(']');
                break;
            default:
                output.Write(Format(cell));
                break;
        }
    }
}
