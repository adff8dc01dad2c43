using System.Net;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

public sealed class PageTests(PageTests.RunningService running)
    : IClassFixture<PageTests.RunningService>
{
    [Theory]
    [InlineData("/", "math")]
    [InlineData("/alerts", "unit-mismatch")]
    [InlineData("/domains/math", "<svg")]
    [InlineData("/ledger", "committed")]
    [InlineData("/report", "Scaling laws")]
    [InlineData("/reports", "The report as it would be written now")]
    [InlineData("/forecast?domain=math&target=1e-9", "role=\"alert\"")]
    [InlineData("/forecast?domain=math&parameters=x&tokens=1", "N must be a number greater than 0")]
    [InlineData("/forecast?domain=math&parameters=1e7", "Give N and D, or C, or a loss to reach.")]
    [InlineData("/domains/math/laws/L(N)", "What each refit said")]
    public async Task Every_page_shows_what_was_ingested(string path, string content) =>
        Assert.Contains(content, await running.Service.GetAsync(path));

    [Fact]
    public async Task The_page_of_a_run_shows_its_curve_its_alert_and_its_files()
    {
        var alert = (await running.Service.JsonAsync("/api/v1/alerts"))[0]!;

        var page = await running.Service.GetAsync($"/domains/math/runs/{alert["run"]}");

        Assert.Contains("Loss by training tokens", page);
        Assert.Contains("<svg", page);
        Assert.Contains((string)alert["message"]!, WebUtility.HtmlDecode(page));
        Assert.Contains("/run.json", page);
        Assert.Contains("It is in the statistics.", page);
        Assert.Contains("<dt>D</dt>", page);
        Assert.Contains(" FLOP</dd>", page);
        Assert.Contains("left out of all laws: alerted: unit-mismatch", page);
        Assert.Contains("To mark this run healthy or faulty, ", page);
    }

    [Fact]
    public async Task The_page_of_a_domain_begins_with_the_domain_and_its_table_leads_to_the_runs()
    {
        var page = await running.Service.GetAsync("/domains/math");

        var first = page.IndexOf("href=\"/domains/math/runs/", StringComparison.Ordinal);
        Assert.InRange(first, page.IndexOf("<h3>Runs</h3>", StringComparison.Ordinal), page.Length);
    }

    [Fact]
    public async Task A_run_that_is_none_of_a_laws_points_is_told_what_the_law_is_fitted_at()
    {
        var reasons = new List<string>();
        var domain = (await running.Service.JsonAsync("/api/v1/runs?domain=math"))[0]!;
        foreach (var run in domain["runs"]!.AsArray())
        {
            var story = await running.Service.JsonAsync($"/api/v1/domains/math/runs/{run!["run"]}");
            reasons.AddRange(
                story["laws"]!.AsArray().Select(law => (string?)law!["reason"]).OfType<string>()
            );
        }

        Assert.Contains(
            reasons,
            reason =>
                reason.StartsWith("it is fitted at N = ", StringComparison.Ordinal)
                && reason.Contains("; this run has ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("/api/v1/laws")]
    [InlineData("/api/v1/laws?domain=math")]
    [InlineData("/api/v1/runs")]
    [InlineData("/api/v1/alerts")]
    [InlineData("/api/v1/ledger?state=Committed")]
    [InlineData("/api/v1/domains/math/laws/L(N)/history")]
    public async Task The_api_gives_the_documents_of_the_command_line(string path) =>
        Assert.NotNull(await running.Service.JsonAsync(path));

    [Fact]
    public async Task A_name_from_outside_is_text_wherever_it_comes_back()
    {
        using var http = new HttpClient();

        var response = await http.GetAsync(
            new Uri(running.Service.Page, "/domains/%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(
            "<script",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Contains(
            "default-src 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single()
        );
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task The_page_is_not_served_beyond_the_machine_itself()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(
            "run",
            "--data",
            folder.At("data"),
            "--url",
            "http://0.0.0.0:0"
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("which others can reach: set Web:ApiKeys", result.Error);
    }

    [Fact]
    public async Task A_watched_folder_that_is_not_there_is_made_so_that_logs_can_be_dropped()
    {
        using var folder = new TemporaryFolder();
        var logs = Path.Combine(folder.Path, "new", "logs");

        await using var service = await Service.StartAsync(folder.At("data"), logs);

        Assert.True(Directory.Exists(logs));
        Assert.Contains("No laws yet", await service.GetAsync("/"));
    }

    /// <summary>The service on a simulated domain with one run in bits.</summary>
    public sealed class RunningService : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        internal Service Service { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var logs = _folder.At("logs");
            await Cli.JsonAsync(
                "simulate",
                "--output",
                logs,
                "--domains",
                "math",
                "--faults",
                "logged-in-bits"
            );
            Service = await Service.StartAsync(_folder.At("data"), logs);
            await Eventually.TrueAsync(async () =>
                (await Service.JsonAsync("/api/v1/alerts"))
                    .AsArray()
                    .Any(alert => (string)alert!["code"]! == "unit-mismatch")
            );
        }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            _folder.Dispose();
        }
    }
}
