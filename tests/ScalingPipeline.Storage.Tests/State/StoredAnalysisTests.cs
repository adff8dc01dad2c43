using System.Text;
using System.Text.Json.Nodes;
using ScalingPipeline.Storage.State.Monitoring;

namespace ScalingPipeline.Storage.Tests.State;

public sealed class StoredAnalysisTests
{
    [Fact]
    public void An_analysis_from_before_forecasts_were_scored_reads_as_one_without_scores()
    {
        var stored = JsonNode.Parse(StoredJson.Write(AnalysisSamples.Analysis()))!.AsObject();
        Assert.True(stored.Remove("scores"));
        Assert.True(stored.Remove("calibrations"));
        Assert.True(stored["runs"]![0]!["forecast"]!["forecast"]!.AsObject().Remove("scale"));

        var read = StoredJson.ReadAnalysis(
            StoredJson.Compress(Encoding.UTF8.GetBytes(stored.ToJsonString()))
        );

        Assert.Empty(read.Scores);
        Assert.Empty(read.Calibrations);
        Assert.Null(read.Runs[0].Forecast!.Forecast.Scale);
    }
}
