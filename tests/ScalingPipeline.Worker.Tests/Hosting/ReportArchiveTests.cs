using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Storage;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Tests.Hosting;

public sealed class ReportArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nights_are_listed_newest_first_with_what_is_kept_of_each()
    {
        Write("2026-03-01", "report.html");
        Write("2026-03-02", "report.json");
        Write("2026-03-02", "report.html");

        var nights = await Archive().NightsAsync(Cancelled);

        Assert.Equal(
            [new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 1)],
            nights.Select(n => n.Date)
        );
        Assert.Equal([ReportKind.Html, ReportKind.Json], nights[0].Kinds);
        Assert.Equal(
            "report.html of 2026-03-01"u8.ToArray(),
            await Archive().ReadAsync(nights[1].Date, ReportKind.Html, Cancelled)
        );
        Assert.Null(await Archive().ReadAsync(nights[1].Date, ReportKind.Json, Cancelled));
    }

    [Fact]
    public async Task What_is_no_report_of_a_night_is_not_listed()
    {
        Write("latest", "report.html");
        Write("2026-3-1", "report.html");
        Write("2026-03-01", "notes.html");
        Write(Path.Combine("2026-03-01", "deeper"), "report.html");

        Assert.Empty(await Archive().NightsAsync(Cancelled));
    }

    [Fact]
    public async Task Before_anything_was_written_there_is_nothing()
    {
        var archive = new ReportArchive(
            Options.Create(new StorageOptions { Output = Path.Combine(_folder.Path, "none") }),
            NullLoggerFactory.Instance
        );

        Assert.Empty(await archive.NightsAsync(Cancelled));
        Assert.Null(await archive.ReadAsync(new DateOnly(2026, 3, 1), ReportKind.Html, Cancelled));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../2026-03-01")]
    [InlineData("2026-03-01/..")]
    [InlineData("2026-02-30")]
    [InlineData("２０２６-03-01")]
    [InlineData(" 2026-03-01")]
    [InlineData("2026-03-01\n")]
    [InlineData("latest")]
    public void Only_a_date_is_one(string text) => Assert.Null(ReportArchive.Date(text));

    [Theory]
    [InlineData("REPORT.HTML")]
    [InlineData("report.html/..")]
    [InlineData("../report.html")]
    [InlineData("0")]
    [InlineData("Html")]
    public void Only_the_three_files_are_reports(string file) =>
        Assert.Null(ReportKinds.OfFile(file));

    public void Dispose() => _folder.Dispose();

    private ReportArchive Archive() =>
        new(
            Options.Create(new StorageOptions { Output = _folder.Path }),
            NullLoggerFactory.Instance
        );

    private void Write(string night, string file) =>
        File.WriteAllText(_folder.At("reports", night, file), $"{file} of {night}");
}
