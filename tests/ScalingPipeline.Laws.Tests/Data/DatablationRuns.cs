using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>Final losses of runs on repeated data (Muennighoff et al. 2023).</summary>
internal static class DatablationRuns
{
    /// <summary>Rows of N, D and U of runs with at most so many epochs.</summary>
    public static LossTable Load(double mostEpochs)
    {
        var rows = Csv.Rows(SharedData.PathOrSkip("datablations/datablations_contour_losses.csv"))
            .Select(r =>
                (
                    N: Csv.Number(r["num_params"]),
                    D: Csv.Number(r["token_num"]),
                    Epochs: Csv.Number(r["epochs"]),
                    Loss: Csv.Number(r["openLM_loss"])
                )
            )
            .Where(r => r.Epochs <= mostEpochs)
            .ToArray();
        return LossTable.Of(
            ["N", "D", "U"],
            [
                Array.ConvertAll(rows, r => r.N),
                Array.ConvertAll(rows, r => r.D),
                Array.ConvertAll(rows, r => r.D / r.Epochs),
            ],
            Array.ConvertAll(rows, r => r.Loss)
        );
    }
}
