using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>
/// A ladder whose runs, family, domain and files are named by somebody who wants out of the folder, into a page, into SQL, a shell or a terminal: it is
/// read like any other, and its names stay text.
/// </summary>
public sealed partial class HostileNamesTests : IClassFixture<HostileLadder>
{
    private readonly HostileLadder _ladder;

    public HostileNamesTests(HostileLadder ladder) => _ladder = ladder;

    [Fact]
    public async Task Everything_is_read_and_the_state_is_whole()
    {
        var files = (await _ladder.Service.JsonAsync("/api/v1/ledger"))["files"]!;
        Assert.Equal(_ladder.Logs, (int)files["committed"]!);
        Assert.Equal(1, (int)files["foreign"]!);
        Assert.Equal(0, (int)files["quarantined"]! + (int)files["inProgress"]!);

        var runs = Assert.Single((await _ladder.Service.JsonAsync("/api/v1/runs")).AsArray())!;
        Assert.Equal(HostileLadder.Domain, (string)runs["domain"]!);
        Assert.Equal(
            HostileLadder.Names.Append(HostileLadder.Deviating).Order(StringComparer.Ordinal),
            runs["runs"]!
                .AsArray()
                .Select(run => (string)run!["run"]!)
                .Order(StringComparer.Ordinal)
        );
        var alert = Assert.Single((await _ladder.Service.JsonAsync("/api/v1/alerts")).AsArray())!;
        Assert.Equal(HostileLadder.Deviating, (string)alert["run"]!);
        Assert.Equal("unit-mismatch", (string)alert["code"]!);
    }

    [Fact]
    public void Nothing_is_written_outside_the_data_folder_or_under_a_name_that_was_given()
    {
        Assert.Equal(
            ["data", "logs", "pipelines"],
            Directory.EnumerateFileSystemEntries(_ladder.Root).Select(Path.GetFileName).Order()
        );
        Assert.Equal(_ladder.Logs + 1, Files("logs").Count());
        var written = Files("data").ToArray();
        Assert.Contains(written, file => file.StartsWith("normalized/", StringComparison.Ordinal));
        Assert.All(written, file => Assert.Matches("^[A-Za-z0-9 ._/=%+@,;()~$-]+$", file));
    }

    public static TheoryData<string> Pages =>
        [
            .. HostileLadder.Pages.Where(path =>
                path is not ("/sign-in" or "/reports")
                && !path.StartsWith("/forecast", StringComparison.Ordinal)
            ),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task On_every_page_the_names_are_text(string path) =>
        AssertNamesAreText(await _ladder.Service.GetAsync(path));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_small_before_its_charts(string path) =>
        Assert.InRange(
            Charts().Replace(await _ladder.Service.GetAsync(path), "").Length,
            1,
            100_000
        );

    [Fact]
    public async Task Every_run_has_its_page_whatever_its_name()
    {
        foreach (var run in HostileLadder.Names)
        {
            Assert.Contains(
                "Loss by training tokens",
                await _ladder.Service.GetAsync(HostileLadder.RunPage(run))
            );
        }
    }

    [Theory]
    [InlineData("laws")]
    [InlineData("alerts")]
    [InlineData("explain", "red\u001B[31m\u0007\b")]
    public async Task At_the_terminal_no_name_moves_the_cursor(params string[] command)
    {
        var result = await Cli.RunAsync([
            .. command,
            "--data",
            Path.Combine(_ladder.Root, "data"),
            "--pipelines",
            Path.Combine(_ladder.Root, "pipelines"),
        ]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain(result.Output, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task In_the_report_the_names_are_text()
    {
        var output = Path.Combine(_ladder.Root, "data", "written");
        var result = await Cli.RunAsync(
            "report",
            "--data",
            Path.Combine(_ladder.Root, "data"),
            "--pipelines",
            Path.Combine(_ladder.Root, "pipelines"),
            "--output",
            output
        );

        Assert.True(result.ExitCode == 0, result.Error);
        var report = Directory.GetFiles(output, "*.html", SearchOption.AllDirectories)[0];
        AssertNamesAreText(
            await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken)
        );
        var markdown = Directory.GetFiles(output, "*.md", SearchOption.AllDirectories)[0];
        Assert.DoesNotMatch(
            @"(?<!\\)<(script|img)",
            await File.ReadAllTextAsync(markdown, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void No_name_breaks_a_line_of_the_log_or_moves_the_cursor() =>
        Assert.All(_ladder.Service.Printed, line => Assert.DoesNotContain(line, char.IsControl));

    /// <summary>The pages are well-formed XML, so that a parser sees what a browser would take for an element.</summary>
    private static void AssertNamesAreText(string html)
    {
        using var reader = XmlReader.Create(
            new StringReader(html),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }
        );
        var page = XDocument.Load(reader);
        Assert.Contains("<script>", page.Root!.Value);
        foreach (var element in page.Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, new[] { "img", "iframe" });
            if (element.Name.LocalName == "script")
            {
                Assert.Equal(("/live.js", ""), ((string?)element.Attribute("src"), element.Value));
            }

            foreach (var attribute in element.Attributes())
            {
                Assert.False(
                    attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase),
                    attribute.ToString()
                );
                Assert.False(
                    attribute.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase),
                    attribute.ToString()
                );
            }
        }

        Assert.All(
            page.DescendantNodes()
                .OfType<XText>()
                .Where(text => text.Value.Contains('\u202E', StringComparison.Ordinal)),
            text => Assert.Equal("bdi", text.Parent!.Name.LocalName)
        );
        Assert.DoesNotContain(html, c => char.IsControl(c) && c is not ('\n' or '\t'));
    }

    private IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(_ladder.Root, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(_ladder.Root, folder), file));

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Charts();
}
