using System.Text.Json;

namespace ScalingPipeline.Reporting.Tests.Json;

public sealed class JsonReportTests
{
    private readonly JsonElement _report = JsonDocument
        .Parse(ReportWriter.Json(SampleReport.Typical()))
        .RootElement;

    [Fact]
    public void The_schema_has_a_version_and_stable_names()
    {
        Assert.Equal(1, _report.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(
            [
                "schemaVersion",
                "date",
                "generatedAt",
                "timeZone",
                "codeVersion",
                "headline",
                "lead",
                "alerts",
                "judgements",
                "domains",
                "ledger",
                "configuration",
            ],
            _report.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            [
                "domain",
                "snapshot",
                "evaluationSet",
                "referenceContext",
                "remarks",
                "laws",
                "runs",
                "plans",
                "scores",
            ],
            _report.GetProperty("domains")[0].EnumerateObject().Select(p => p.Name)
        );
    }

    [Fact]
    public void Numbers_are_in_full_precision()
    {
        var law = _report.GetProperty("domains")[0].GetProperty("laws")[0].GetProperty("law");
        var expected = SampleReport.Typical().Domains[0].Analysis.Laws[0];

        Assert.Equal(
            expected.Parameters["L_inf"],
            law.GetProperty("parameters").GetProperty("L_inf").GetDouble()
        );
        Assert.Equal("identified", law.GetProperty("status").GetString());
    }

    [Fact]
    public void A_number_that_is_not_known_is_null()
    {
        var point = _report
            .GetProperty("domains")[0]
            .GetProperty("laws")[0]
            .GetProperty("law")
            .GetProperty("observations")[0];

        Assert.Equal(JsonValueKind.Null, point.GetProperty("y").ValueKind);
    }

    [Fact]
    public void Every_checkpoint_of_every_run_is_in_it()
    {
        var run = _report.GetProperty("domains")[0].GetProperty("runs")[0];

        Assert.Equal(20, run.GetProperty("checkpoints").GetArrayLength());
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() =>
        Assert.Equal(
            ReportWriter.Json(SampleReport.Typical()),
            ReportWriter.Json(SampleReport.Typical())
        );
}
