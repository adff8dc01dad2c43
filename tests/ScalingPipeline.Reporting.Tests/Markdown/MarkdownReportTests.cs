namespace ScalingPipeline.Reporting.Tests.Markdown;

public sealed class MarkdownReportTests
{
    [Fact]
    public void The_same_input_gives_the_same_bytes() =>
        Assert.Equal(
            ReportWriter.Markdown(SampleReport.Typical()),
            ReportWriter.Markdown(SampleReport.Typical())
        );

    [Fact]
    public void Rows_of_a_table_keep_their_columns_whatever_the_names()
    {
        var domain = new SampleDomain("a|b")
        {
            Family = "x|y\nz",
            RunName = i => $"run|{i}",
            Deviating = 2,
        };

        var lines = ReportWriter.Markdown(SampleReport.Of(domain.Build())).Split('\n');
        var rows = lines.Where(l => l.StartsWith("| ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            r =>
                Assert.Equal(5, r.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'))
        );
    }

    [Fact]
    public void It_is_short_enough_for_chat()
    {
        var domain = new SampleDomain("language") { Runs = 200, Deviating = 50 }.Build();

        Assert.InRange(ReportWriter.Markdown(SampleReport.Of(domain)).Length, 500, 4000);
    }

    [Fact]
    public void Alerts_laws_and_ledger_are_in_it()
    {
        var text = ReportWriter.Markdown(SampleReport.Typical());

        Assert.Contains("**run-003**", text, StringComparison.Ordinal);
        Assert.Contains("| identified |", text, StringComparison.Ordinal);
        Assert.Contains("12\u202f398 seen = ", text, StringComparison.Ordinal);
    }
}
