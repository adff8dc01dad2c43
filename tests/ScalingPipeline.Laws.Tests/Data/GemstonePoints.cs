using System.Text.Json;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>The gemstones: 22 models at many token counts.</summary>
internal static class GemstonePoints
{
    public static Observations Load(string file)
    {
        List<double> n = [],
            d = [],
            loss = [];
        var runs = new List<string>();
        foreach (var line in File.ReadLines(SharedData.PathOrSkip($"gemstones/{file}.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            n.Add(row.RootElement.GetProperty("params_active_precise").GetDouble());
            d.Add(row.RootElement.GetProperty("tokens").GetDouble());
            loss.Add(row.RootElement.GetProperty("final_loss").GetDouble());
            runs.Add(row.RootElement.GetProperty("run_name").GetString()!);
        }

        return Observations.OfParametersAndTokens([.. n], [.. d], [.. loss], runs: [.. runs]);
    }
}
