using System.Text.Json;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>The 15 experiments of Porian et al. 2024, arXiv 2406.19146.</summary>
internal static class IsoFlopData
{
    private static readonly string[] _key =
    [
        "summary",
        "dataset",
        "hparams",
        "warmup",
        "decay",
        "param_count",
        "loss_kind",
    ];

    /// <summary>Final losses by compute and size, for each experiment.</summary>
    public static Dictionary<string, FrontierPoint[]> Points() =>
        Grouped(
            "isoflop/isoflop_points.csv",
            row => new FrontierPoint(
                Csv.Number(row["flops"]),
                Csv.Number(row["loss"]),
                Csv.Number(row["params"])
            )
        );

    /// <summary>The optimal pairs that were published, where there is one.</summary>
    public static Dictionary<string, OptimalPair[]> Pairs() =>
        Grouped(
                "isoflop/optimal_pairs.csv",
                row => new OptimalPair(
                    Csv.Number(row["flops"]),
                    Optional(row["n"]),
                    Optional(row["t"]),
                    Optional(row["loss"])
                )
            )
            .ToDictionary(
                pair => pair.Key,
                pair => pair.Value.Where(p => double.IsFinite(p.Parameters)).ToArray(),
                StringComparer.Ordinal
            );

    /// <summary>The published exponents of N_opt and D_opt by plain least squares, with A, E and alpha of L(C).</summary>
    public static Dictionary<string, Dictionary<string, double>> PublishedFits()
    {
        var fits = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(SharedData.PathOrSkip("isoflop/published_fits.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.GetProperty("fit").GetString() == "basic")
            {
                fits[string.Join('/', _key.Select(k => row.GetProperty(k).GetString()))] =
                    row.EnumerateObject()
                        .Where(p => p.Value.ValueKind == JsonValueKind.Number)
                        .ToDictionary(
                            p => p.Name,
                            p => p.Value.GetDouble(),
                            StringComparer.Ordinal
                        );
            }
        }

        return fits;
    }

    private static Dictionary<string, T[]> Grouped<T>(
        string file,
        Func<Dictionary<string, string>, T> read
    ) =>
        Csv.Rows(SharedData.PathOrSkip(file))
            .GroupBy(row => string.Join('/', _key.Select(k => row[k])), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(read).ToArray(),
                StringComparer.Ordinal
            );

    private static double Optional(string text) => text.Length == 0 ? double.NaN : Csv.Number(text);
}
