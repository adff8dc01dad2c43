using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>The main job on real training logs, through the command line.</summary>
public sealed class LadderTests(LadderTests.Ladder ladder) : IClassFixture<LadderTests.Ladder>
{
    [Fact]
    public void Every_healthy_file_is_committed()
    {
        var summary = ladder.Ingested;

        Assert.Equal(687, (int)summary["files"]!["committed"]!);
        Assert.Equal(0, (int)summary["files"]!["inProgress"]!);
        Assert.Equal(0, (int)summary["files"]!["superseded"]!);
        Assert.Equal(0, (int)summary["files"]!["quarantined"]!);
        Assert.Equal(2, (int)summary["files"]!["foreign"]!);
        Assert.Equal(40, (int)summary["runs"]!);
        Assert.Equal(
            ["code", "image8x8", "language", "math"],
            summary["domains"]!.AsArray().Select(d => (string)d!)
        );
    }

    // Independent fits by scipy.optimize.least_squares to the mean losses that DuckDB computes from the same files.
    [Theory]
    [InlineData("lstm", 1.1060219634, 1581.901290, .2800704122, 1.1995833637e-6)]
    [InlineData("transformer", 1.1917311955, 1838.923650, .2565194301, 1.5366706917e-5)]
    public void Loss_by_model_size_reaches_the_independent_optimum(
        string family,
        double floor,
        double scale,
        double exponent,
        double sumOfSquares
    )
    {
        var law = ladder.Law("language", family, "L(N)");

        Assert.Equal(floor, (double)law["parameters"]!["L_inf"]!, 2e-9);
        Assert.Equal(scale, (double)law["parameters"]!["N0"]!, 2e-5);
        Assert.Equal(exponent, (double)law["parameters"]!["alpha"]!, 1e-9);
        Assert.Equal(sumOfSquares, (double)law["objective"]!, 1e-15);
        Assert.Equal("provisional", (string)law["status"]!);
    }

    // The same from the final losses that ../shared/data/ladder/SUMMARY.csv gives, rounded to five decimals: ../shared/data/README.md, "ladder".
    [Theory]
    [InlineData("lstm", 1.106016, 1581.86, .280062, 1.202289e-6)]
    [InlineData("transformer", 1.191804, 1838.46, .256551, 1.537773e-5)]
    public async Task A_table_of_the_published_final_losses_gives_the_published_law(
        string family,
        double floor,
        double scale,
        double exponent,
        double sumOfSquares
    )
    {
        using var folder = new TemporaryFolder();
        var table = folder.At("final.csv");
        var lines = await File.ReadAllLinesAsync(
            SharedData.PathOrSkip("ladder/SUMMARY.csv"),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllLinesAsync(
            table,
            lines.Where(
                (line, i) =>
                    i == 0 || line.Contains($",language,{family},") && line.Contains(",5242880,")
            ),
            TestContext.Current.CancellationToken
        );

        var law = await Cli.JsonAsync(
            "fit",
            table,
            "--law",
            "L(N)",
            "--parameters-column",
            "n_params",
            "--loss-column",
            "final_eval_loss"
        );

        Assert.Equal(floor, (double)law["parameters"]!["L_inf"]!, 6e-7);
        Assert.Equal(scale, (double)law["parameters"]!["N0"]!, 6e-3);
        Assert.Equal(exponent, (double)law["parameters"]!["alpha"]!, 6e-7);
        Assert.Equal(sumOfSquares, (double)law["objective"]!, 6e-12);
        Assert.NotEmpty(law["predictions"]!.AsArray());
    }

    [Fact]
    public void Every_domain_has_laws_with_the_fields_of_the_contract()
    {
        Assert.Equal(4, ladder.Laws.Select(l => (string)l!["domain"]!).Distinct().Count());
        Assert.All(
            ladder.Laws,
            law =>
            {
                foreach (
                    var field in new[]
                    {
                        "domain",
                        "family",
                        "law",
                        "parameters",
                        "standardErrors",
                        "points",
                        "excluded",
                        "status",
                        "objective",
                        "exitReason",
                        "snapshot",
                    }
                )
                {
                    Assert.True(law!.AsObject().ContainsKey(field), field);
                }
            }
        );
    }

    [Fact]
    public void Exactly_the_two_faulty_runs_are_alerted()
    {
        var alerts = ladder.Alerts.ToDictionary(a => (string)a!["run"]!, a => a!);

        Assert.Equal(
            ["lang-tf-n82944-d2621k-s4713", "lang-tf-n82944-d2621k-s6281"],
            alerts.Keys.Order()
        );
        Assert.Equal("unit-mismatch", (string)alerts["lang-tf-n82944-d2621k-s6281"]["code"]!);
        Assert.Contains("bits", (string)alerts["lang-tf-n82944-d2621k-s6281"]["message"]!);
        Assert.Equal(
            "final-loss-off-trend",
            (string)alerts["lang-tf-n82944-d2621k-s4713"]["code"]!
        );
        Assert.Contains("learning rate", (string)alerts["lang-tf-n82944-d2621k-s4713"]["cause"]!);
        Assert.All(alerts.Values, alert => Assert.Equal("firing", (string)alert["status"]!));
    }

    [Fact]
    public async Task The_next_size_is_forecast_with_an_interval()
    {
        var forecast = await Cli.JsonAsync(
            "forecast",
            "--domain",
            "language",
            "--parameters",
            "331776",
            "--tokens",
            "5242880",
            "--data",
            ladder.Data
        );

        var loss = (double)forecast["loss"]!;
        Assert.InRange(loss, 1.40, 1.50);
        Assert.Equal(0.9, (double)forecast["interval"]!["level"]!);
        Assert.InRange(
            loss,
            (double)forecast["interval"]!["low"]!,
            (double)forecast["interval"]!["high"]!
        );
        Assert.Contains((string)forecast["law"]!, new[] { "L(N)", "L(N,D)" });
    }

    [Theory]
    [InlineData("1.4", "Not identified: The points do not follow this law")]
    [InlineData("9", "Already reached")]
    public async Task What_a_loss_takes_is_refused_in_one_sentence_that_says_why(
        string loss,
        string reason
    )
    {
        var result = await Cli.RunAsync(
            "forecast",
            "--domain",
            "language",
            "--target-loss",
            loss,
            "--json",
            "--data",
            ladder.Data
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_one_offline_page_under_a_megabyte()
    {
        using var folder = new TemporaryFolder();

        await Cli.JsonAsync("report", "--output", folder.At("report"), "--data", ladder.Data);

        var html = await File.ReadAllTextAsync(
            folder.At("report", "report.html"),
            TestContext.Current.CancellationToken
        );
        Assert.InRange(html.Length, 50_000, 1_000_000);
        Assert.DoesNotContain("<script", html);
        Assert.Contains("lang-tf-n82944-d2621k-s4713", html);
        Assert.NotNull(
            JsonNode.Parse(
                await File.ReadAllTextAsync(
                    folder.At("report", "report.json"),
                    TestContext.Current.CancellationToken
                )
            )
        );
    }

    /// <summary>One pass over the whole ladder, and one refit.</summary>
    public sealed class Ladder : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Data => _folder.At("data");

        public JsonNode Ingested { get; private set; } = null!;

        public JsonArray Laws { get; private set; } = null!;

        public JsonArray Alerts { get; private set; } = null!;

        public JsonNode Law(string domain, string family, string law) =>
            Laws.Single(l =>
                (string)l!["domain"]! == domain
                && (string)l["family"]! == family
                && (string)l["law"]! == law
            )!;

        public async ValueTask InitializeAsync()
        {
            var logs = SharedData.PathOrSkip("ladder");
            Ingested = await Cli.JsonAsync("ingest", logs, "--data", Data);
            Laws = (await Cli.JsonAsync("refit", "--data", Data)).AsArray();
            Alerts = (await Cli.JsonAsync("alerts", "--data", Data)).AsArray();
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
