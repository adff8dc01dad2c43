using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>Mean loss over the first t tokens against t, from the perplexities of jquesnelle/yarn.</summary>
internal static class ContextCurves
{
    public static Observations Load(string file, string model, double longest)
    {
        var rows = Csv.Rows(SharedData.PathOrSkip("context/derived_loss_by_context_bin.csv"))
            .Where(r =>
                r["source_file"] == file
                && r["model"] == model
                && Csv.Number(r["context_len"]) <= longest
            )
            .ToArray();
        return Observations.OfOne(
            "t",
            Array.ConvertAll(rows, r => Csv.Number(r["context_len"])),
            Array.ConvertAll(rows, r => Csv.Number(r["mean_nll_first_k"]))
        );
    }
}
