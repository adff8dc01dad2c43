using ScalingPipeline.Laws.Extrapolation;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>One task of the extrapolation benchmark of Alabdulmohsin et al. 2022 with the published scores of M1 to M4.</summary>
internal sealed record VisionCurve(
    string Task,
    string Model,
    double[] X,
    double[] Loss,
    double[] TestX,
    double[] TestLoss,
    IReadOnlyDictionary<string, double> Published
)
{
    /// <summary>The 72 tasks.</summary>
    public static IReadOnlyList<VisionCurve> Load()
    {
        var published = Csv.Rows(SharedData.PathOrSkip("curves/reference_vision_M1_M4.csv"))
            .GroupBy(r => (r["task"], r["model"]))
            .ToDictionary(
                g => g.Key,
                g => g.ToDictionary(r => r["method"], r => Csv.Number(r["rmsle"]))
            );
        return
        [
            .. Csv.Rows(SharedData.PathOrSkip("curves/benchmark.vision.csv"))
                .GroupBy(r => (r["Task"], r["Model"]))
                .Select(g =>
                {
                    var train = g.Where(r => r["Training"] == "1").ToArray();
                    var test = g.Where(r => r["Training"] == "0").ToArray();
                    return new VisionCurve(
                        g.Key.Item1,
                        g.Key.Item2,
                        Array.ConvertAll(train, r => Csv.Number(r["Seen Examples"])),
                        Array.ConvertAll(train, r => Csv.Number(r["Loss"])),
                        Array.ConvertAll(test, r => Csv.Number(r["Seen Examples"])),
                        Array.ConvertAll(test, r => Csv.Number(r["Loss"])),
                        published[g.Key]
                    );
                }),
        ];
    }

    public CurveExtrapolation Extrapolate() => CurveExtrapolation.Of(X, Loss)!;

    /// <summary>Root mean square log error on the test rows.</summary>
    public double Error(CurveExtrapolation curve) =>
        Math.Sqrt(
            TestX
                .Zip(TestLoss, (x, loss) => Math.Pow(curve.LogLoss(x) - Math.Log(loss), 2))
                .Average()
        );
}
