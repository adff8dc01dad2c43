using ScalingPipeline.Laws.Positions;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Positions;

/// <summary>Models evaluated far past the window that they were trained for (jquesnelle/yarn), in stretches of 512 to 2,048 tokens.</summary>
public sealed class ContextBreakTests
{
    [Theory]
    [InlineData("mistralai/Mistral-7B-v0.1", 8_192)]
    [InlineData("NousResearch/Yarn-Mistral-7b-64k", 65_536)]
    [InlineData("NousResearch/Yarn-Llama-2-7b-64k", 65_536)]
    [InlineData("NousResearch/Yarn-Llama-2-13b-64k", 65_536)]
    [InlineData("togethercomputer/LLaMA-2-7B-32K", 32_768)]
    public void A_model_is_lost_where_its_window_ends(string model, int window)
    {
        var found = ContextBreak.Find(Buckets(model))!;

        Assert.InRange(found.After, window, Math.Max(1.15 * window, window + 2_048));
        Assert.True(found.Beyond > 2 * found.Before);
    }

    [Theory]
    [InlineData("NousResearch/Yarn-Mistral-7b-128k")]
    [InlineData("NousResearch/Yarn-Llama-2-7b-128k")]
    [InlineData("NousResearch/Yarn-Llama-2-13b-128k")]
    [InlineData("NousResearch/Yarn-Llama-2-70b-32k")]
    [InlineData("emozilla/Yarn-Llama-7b-32k")]
    [InlineData("emozilla/NTK-by-parts-Llama-7b-32k")]
    public void Within_its_window_no_model_is(string model)
    {
        Assert.Null(ContextBreak.Find(Buckets(model)));
    }

    private static (int First, int Last, double Loss)[] Buckets(string model) =>
        [
            .. Csv.Rows(SharedData.PathOrSkip("context/derived_loss_by_context_bin.csv"))
                .Where(r => r["model"] == model)
                .GroupBy(r => r["source_file"])
                .First()
                .Select(r =>
                    (
                        (int)Csv.Number(r["bin_from"]) + 1,
                        (int)Csv.Number(r["context_len"]),
                        Csv.Number(r["bin_mean_nll"])
                    )
                )
                .OrderBy(b => b.Item1),
        ];
}
