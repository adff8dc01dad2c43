using System.Globalization;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>Comma-separated tables without quotes, as in the shared data.</summary>
internal static class Csv
{
    public static IEnumerable<Dictionary<string, string>> Rows(string path) =>
        Rows(File.ReadAllLines(path));

    public static IEnumerable<Dictionary<string, string>> Rows(string[] lines)
    {
        var header = lines[0].Split(',');
        foreach (var line in lines.Skip(1).Where(l => l.Length > 0))
        {
            var cells = line.Split(',');
            yield return header
                .Zip(cells)
                .ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        }
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
