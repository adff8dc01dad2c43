using System.IO.Compression;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>The 4,000 resamples of the 240 points by Besiroglu et al. 2024: how often each point was drawn, and the refit that they published.</summary>
internal static class ChinchillaResamples
{
    /// <summary>The indices count all 245 rows; the first five are the largest losses, which are left out.</summary>
    private const int Dropped = 5;

    public static IEnumerable<double[]> Counts()
    {
        using var file = File.OpenRead(
            SharedData.PathOrSkip("chinchilla/bootstrap4000_indices_npseed42.csv.gz")
        );
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var count = new double[240];
            foreach (var index in line.Split(','))
            {
                count[(int)Csv.Number(index) - Dropped]++;
            }

            yield return count;
        }
    }

    public static ChinchillaLaw[] PublishedRefits() =>
        [
            .. Csv.Rows(SharedData.PathOrSkip("chinchilla/bootstrap4000_reference_params.csv"))
                .Select(r => new ChinchillaLaw(
                    Csv.Number(r["E"]),
                    Csv.Number(r["A"]),
                    Csv.Number(r["B"]),
                    Csv.Number(r["alpha"]),
                    Csv.Number(r["beta"])
                )),
        ];
}
