using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>The points that Besiroglu et al. 2024 read off Fig. 4 of Hoffmann et al. 2022; D = C/(6N).</summary>
internal static class ChinchillaPoints
{
    /// <summary>The 240 points left when the largest losses are dropped, as in the replication; or all 245.</summary>
    public static Observations Load(int dropLargest = 5)
    {
        var kept = Rows(dropLargest);
        return Observations.OfParametersAndTokens(
            Array.ConvertAll(kept, r => r.N),
            Array.ConvertAll(kept, r => r.D),
            Array.ConvertAll(kept, r => r.Loss)
        );
    }

    /// <summary>The same as rows, in the order of the file.</summary>
    public static (double N, double D, double Loss)[] Rows(int dropLargest = 5)
    {
        var rows = Csv.Rows(SharedData.PathOrSkip("chinchilla/svg_extracted_data.csv"))
            .Select(r =>
                (
                    N: Csv.Number(r["Model Size"]),
                    C: Csv.Number(r["Training FLOP"]),
                    L: Csv.Number(r["loss"])
                )
            )
            .ToArray();
        var limit = rows.Select(r => r.L).OrderDescending().ElementAt(dropLargest);
        return [.. rows.Where(r => r.L <= limit).Select(r => (r.N, r.C / (6 * r.N), r.L))];
    }
}
