using System.Globalization;
using System.Text.Json.Nodes;
using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary><c>fit</c> on the tables that other people published.</summary>
public sealed class FitTests
{
    private static readonly string[] _chinchillaColumns =
    [
        "--parameters-column",
        "Model Size",
        "--compute-column",
        "Training FLOP",
    ];

    /// <summary>Besiroglu et al. 2024: objective 1.01827402e-3; standard errors A 124.522, alpha .01540, beta .02060 from 4,000 bootstraps.</summary>
    [Fact]
    public async Task The_chinchilla_points_give_the_replications_fit_with_its_standard_errors()
    {
        var law = await Cli.JsonAsync([
            "fit",
            SharedData.PathOrSkip("chinchilla/svg_extracted_data.csv"),
            "--law",
            "chinchilla",
            "--drop-largest-loss",
            "5",
            "--bootstrap",
            "2000",
            .. _chinchillaColumns,
        ]);

        Assert.True((double)law["objective"]! <= 1.018274018e-3 * (1 + 1e-9));
        Assert.Equal(240, (int)law["points"]!);
        Assert.Equal(1, (double)law["standardErrors"]!["A"]! / 124.522, 0.15);
        Assert.Equal(1, (double)law["standardErrors"]!["alpha"]! / 0.01540, 0.1);
        Assert.Equal(1, (double)law["standardErrors"]!["beta"]! / 0.02060, 0.15);
        Assert.Equal("bootstrap by run, 2000 replicates", (string)law["uncertaintyBasis"]!);
        Assert.Equal(
            Math.Pow((double)law["standardErrors"]!["E"]!, 2),
            (double)law["covariance"]![0]![0]!,
            1e-12
        );
        Assert.Equal(240, law["predictions"]!.AsArray().Count);
    }

    /// <summary>Besiroglu et al. 2024: a = .5126 with a standard error of .018 from 4,000 bootstraps; at the minimum itself a is .5139.</summary>
    [Fact]
    public async Task The_chinchilla_points_give_the_replications_allocation_with_its_standard_error()
    {
        string[] arguments =
        [
            "fit",
            SharedData.PathOrSkip("chinchilla/svg_extracted_data.csv"),
            "--law",
            "chinchilla",
            "--drop-largest-loss",
            "5",
            "--bootstrap",
            "1000",
            .. _chinchillaColumns,
        ];
        var allocation = (await Cli.JsonAsync(arguments))["allocation"]!;
        var shown = await Cli.RunAsync(arguments);

        Assert.Equal(
            ["formula", "parameters", "standardErrors", "intervals"],
            allocation.AsObject().Select(field => field.Key)
        );
        var (a, b) = (
            (double)allocation["parameters"]!["a"]!,
            (double)allocation["parameters"]!["b"]!
        );
        Assert.Equal(0.5126, a, 0.002);
        Assert.Equal(1, a + b, 1e-12);
        Assert.Equal(1, (double)allocation["standardErrors"]!["a"]! / 0.018, 0.15);
        Assert.Equal(0.1132, (double)allocation["parameters"]!["G"]!, 1e-3);
        Assert.InRange(
            a,
            (double)allocation["intervals"]!["a"]!["low"]!,
            (double)allocation["intervals"]!["a"]!["high"]!
        );
        Assert.Contains(
            "optimum    N_opt = G (C/6)^a, D_opt = (C/6)^b / G",
            shown.Output,
            StringComparison.Ordinal
        );
    }

    /// <summary>One exponent for size and data halves compute's: a = b = 1/2, and N_opt = sqrt(C / (6 M)) at the best M = (b/a)^(1/(2 eta)).</summary>
    [Fact]
    public async Task The_overtraining_law_splits_compute_in_halves()
    {
        using var folder = new TemporaryFolder();
        var table = folder.At("grid.csv");
        await File.WriteAllLinesAsync(table, Grid(), TestContext.Current.CancellationToken);

        var law = await Cli.JsonAsync("fit", table, "--law", "gadre", "--bootstrap", "0");

        var parameters = law["parameters"]!;
        var ratio = Math.Pow(
            (double)parameters["b"]! / (double)parameters["a"]!,
            1 / (2 * (double)parameters["eta"]!)
        );
        var allocation = law["allocation"]!;
        Assert.Equal(0.5, (double)allocation["parameters"]!["a"]!);
        Assert.Equal(1, (double)allocation["parameters"]!["G"]! * Math.Sqrt(ratio), 1e-9);
        Assert.Equal(0, (double)allocation["standardErrors"]!["a"]!);
        Assert.True((double)allocation["standardErrors"]!["G"]! > 0);
        Assert.Empty(allocation["intervals"]!.AsObject());
    }

    /// <summary>The forecaster's rule: at least 60 inner scores from four origins.</summary>
    [Fact]
    public async Task The_familys_own_scores_narrow_the_interval_and_are_named()
    {
        using var folder = new TemporaryFolder();
        var points = folder.At("points.csv");
        await File.WriteAllTextAsync(
            points,
            "Model Size,Training FLOP\n1e11,1.2e24\n",
            TestContext.Current.CancellationToken
        );

        var law = await Cli.JsonAsync([
            "fit",
            SharedData.PathOrSkip("chinchilla/svg_extracted_data.csv"),
            "--law",
            "chinchilla",
            "--bootstrap",
            "0",
            "--predict",
            points,
            .. _chinchillaColumns,
        ]);

        var prediction = Assert.Single(law["predictions"]!.AsArray())!;
        Assert.Matches(
            "^forecast fit, pooled scale of seven families, times this family's own [0-9]+ scores from 6 origins$",
            (string)prediction["basis"]!
        );
        var half =
            0.5
            * Math.Log(
                (double)prediction["interval"]!["high"]! / (double)prediction["interval"]!["low"]!
            );
        Assert.InRange(half, 0.02, 0.065);
    }

    /// <summary>Gadre et al. 2024, section 4: five small runs predict a 1.4B at M = 640 with 0.7103 % error and a 6.9B at M = 20 with 0.7320 %.</summary>
    [Fact]
    public async Task Five_small_runs_predict_the_large_ones_as_published()
    {
        using var folder = new TemporaryFolder();
        var (small, large) = await FiveRunsAsync(folder);

        var law = await Cli.JsonAsync(
            "fit",
            small,
            "--law",
            "gadre",
            "--predict",
            large,
            "--reporting"
        );

        Assert.Equal(5, (int)law["points"]!);
        var predictions = law["predictions"]!.AsArray();
        Assert.Equal(0.7103, Percent(predictions[0]!), 5e-5);
        Assert.Equal(0.7320, Percent(predictions[1]!), 5e-5);
        Assert.All(
            predictions,
            prediction =>
            {
                Assert.Null(prediction!["interval"]);
                Assert.StartsWith(
                    "replication: the reporting fit followed as published, without an interval; not a forecast: E is not identified",
                    (string)prediction["basis"]!,
                    StringComparison.Ordinal
                );
            }
        );

        static double Percent(JsonNode prediction) =>
            100 * Math.Abs(((double)prediction["fitted"]! / (double)prediction["observed"]!) - 1);
    }

    [Fact]
    public async Task Five_small_runs_forecast_nothing_since_their_floor_is_open()
    {
        using var folder = new TemporaryFolder();
        var (small, large) = await FiveRunsAsync(folder);

        var law = await Cli.JsonAsync("fit", small, "--law", "gadre", "--predict", large);

        Assert.All(
            law["predictions"]!.AsArray(),
            prediction =>
                Assert.StartsWith(
                    "no prediction: E is not identified",
                    (string)prediction!["basis"]!,
                    StringComparison.Ordinal
                )
        );
    }

    /// <summary>Every law fits a table made from a law of its own family, and says how it ended.</summary>
    [Theory]
    [InlineData("L(D)")]
    [InlineData("L(C)")]
    [InlineData("M3(N)")]
    [InlineData("M4(D)")]
    [InlineData("broken(D)")]
    [InlineData("kaplan")]
    [InlineData("L(N,S)")]
    [InlineData("gadre")]
    [InlineData("data-constrained")]
    public async Task Every_law_fits_a_table_and_says_how_it_ended(string name)
    {
        using var folder = new TemporaryFolder();
        var table = folder.At("grid.csv");
        await File.WriteAllLinesAsync(table, Grid(), TestContext.Current.CancellationToken);

        var law = await Cli.JsonAsync("fit", table, "--law", name, "--bootstrap", "20");

        var isUsable = (string)law["status"]! is "identified" or "provisional";
        var numbers = isUsable ? law : law["unidentified"]!;
        Assert.NotEmpty(numbers["parameters"]!.AsObject());
        Assert.Equal(
            numbers["parameters"]!.AsObject().Count,
            numbers["covariance"]!.AsArray().Count
        );
        Assert.Equal(isUsable, law["unidentified"] is null);
        Assert.NotEmpty((string)law["exitReason"]!);
        Assert.NotEmpty((string)law["estimator"]!);
        Assert.True((double)law["objective"]! >= 0);
    }

    [Fact]
    public async Task The_readme_counts_the_laws() =>
        Assert.Contains(
            $"fits any of {LawCatalogue.All.Count} laws",
            await File.ReadAllTextAsync(
                Path.Combine(SharedData.RepositoryRoot, "README.md"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Runs_of_one_number_of_tokens_a_parameter_do_not_identify_the_law_of_both()
    {
        using var folder = new TemporaryFolder();
        var table = await FixedRatioAsync(folder);

        var result = await Cli.RunAsync("fit", table, "--law", "chinchilla");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "not identified: D goes with N^1.00 at every point, within a factor 1.00: what N does and what D does cannot be told apart.",
            string.Join(
                ' ',
                result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_numbers_of_a_law_that_is_not_identified_are_never_shown_as_the_laws()
    {
        using var folder = new TemporaryFolder();
        var table = await FixedRatioAsync(folder);

        var shown = await Cli.RunAsync("fit", table, "--law", "chinchilla");
        var law = await Cli.JsonAsync("fit", table, "--law", "chinchilla");

        Assert.DoesNotContain("alpha  ", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("standard error", shown.Output, StringComparison.Ordinal);
        Assert.Equal("notIdentified", (string)law["status"]!);
        Assert.Contains("cannot be told apart", (string)law["statusReason"]!);
        Assert.Empty(law["parameters"]!.AsObject());
        Assert.Empty(law["standardErrors"]!.AsObject());
        Assert.Empty(law["covariance"]!.AsArray());
        Assert.NotNull(law["unidentified"]!["parameters"]!["alpha"]);
    }

    [Fact]
    public async Task Profile_intervals_hold_their_parameters()
    {
        var law = await Cli.JsonAsync([
            "fit",
            SharedData.PathOrSkip("chinchilla/svg_extracted_data.csv"),
            "--law",
            "L(N,D)",
            "--drop-largest-loss",
            "5",
            "--bootstrap",
            "0",
            "--profile",
            .. _chinchillaColumns,
        ]);

        foreach (var name in new[] { "E", "alpha", "beta" })
        {
            var profile = law["profileIntervals"]![name]!;
            Assert.InRange(
                (double)law["parameters"]![name]!,
                (double)profile["low"]!,
                (double)profile["high"]!
            );
        }

        Assert.Empty(law["intervals"]!.AsObject());
    }

    [Fact]
    public async Task A_law_with_a_break_refuses_to_predict_beyond_its_data()
    {
        using var folder = new TemporaryFolder();
        var (table, points) = (folder.At("curve.csv"), folder.At("points.csv"));
        await File.WriteAllLinesAsync(
            table,
            Enumerable
                .Range(0, 30)
                .Select(i => 1e5 * Math.Pow(10, i / 6.0))
                .Select(x =>
                    FormattableString.Invariant(
                        $"{x},{1.5 + (30 * Math.Pow(x, -0.2) * Math.Pow(1 + Math.Pow(x / 1e7, 2), -0.15))}"
                    )
                )
                .Prepend("tokens,loss"),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            points,
            "tokens\n1e7\n1e12\n",
            TestContext.Current.CancellationToken
        );

        var law = await Cli.JsonAsync("fit", table, "--law", "broken(D)", "--predict", points);

        var predictions = law["predictions"]!.AsArray();
        Assert.NotNull(predictions[0]!["interval"]);
        Assert.Null(predictions[1]!["interval"]);
        Assert.Contains(
            "not followed beyond",
            (string)predictions[1]!["basis"]!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--where", "loss", "is not understood")]
    [InlineData("--where", "size=3", "has no column 'size'")]
    [InlineData("--where", "loss>100", "no row that meets")]
    [InlineData("--delta", "-1", "positive number")]
    public async Task A_wrong_option_is_told_in_one_sentence(
        string option,
        string value,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();
        var table = folder.At("grid.csv");
        await File.WriteAllLinesAsync(table, Grid(), TestContext.Current.CancellationToken);

        var result = await Cli.RunAsync("fit", table, "--law", "L(N)", option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.999")]
    [InlineData("0.3")]
    [InlineData("90")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public async Task A_level_that_no_interval_is_measured_at_is_one_sentence(string level)
    {
        using var folder = new TemporaryFolder();
        var table = folder.At("grid.csv");
        await File.WriteAllLinesAsync(table, Grid(), TestContext.Current.CancellationToken);

        var result = await Cli.RunAsync("fit", table, "--law", "L(N)", "--level", level);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            "scaling-pipeline: --level must lie between 0.5 and 0.99. See: scaling-pipeline fit --help",
            result.Error.Trim()
        );
    }

    /// <summary>Four sizes at M = 20 and the smallest at M = 320 (Gadre et al. 2024, table 1), and the two that they predict.</summary>
    private static async Task<(string Small, string Large)> FiveRunsAsync(TemporaryFolder folder)
    {
        var lines = await File.ReadAllLinesAsync(
            SharedData.PathOrSkip("openlm/openlm_104_models_losses.csv"),
            TestContext.Current.CancellationToken
        );
        var header = lines[0].Split(',');
        var rows = lines[1..]
            .Select(line =>
                header
                    .Zip(line.Split(','))
                    .ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal)
            )
            .Where(row => row["train_dataset"] is "rpj" && row["eval_domain"] is "c4_val")
            .ToArray();
        return (
            await WriteAsync(
                "five.csv",
                rows.Where(row =>
                    Number(row, "params") < 5e8
                    && (
                        Number(row, "chinchilla_multiplier") == 1
                        || (
                            Number(row, "params") < 2e7
                            && Number(row, "chinchilla_multiplier") == 16
                        )
                    )
                )
            ),
            await WriteAsync(
                "large.csv",
                rows.Where(row => row["run"] is "rpj-open_lm_1b-32.0" or "rpj-open_lm_7b-1.0")
                    .OrderBy(row => row["run"], StringComparer.Ordinal)
            )
        );

        static double Number(Dictionary<string, string> row, string column) =>
            double.Parse(row[column], CultureInfo.InvariantCulture);

        async Task<string> WriteAsync(string file, IEnumerable<Dictionary<string, string>> kept)
        {
            await File.WriteAllLinesAsync(
                folder.At(file),
                kept.Select(row =>
                        $"{row["run"]},{row["params"]},{row["train_tokens"]},{row["loss"]}"
                    )
                    .Prepend("run,parameters,tokens,loss"),
                TestContext.Current.CancellationToken
            );
            return folder.At(file);
        }
    }

    /// <summary>Sixteen sizes, each trained on twenty tokens a parameter.</summary>
    private static async Task<string> FixedRatioAsync(TemporaryFolder folder)
    {
        var table = folder.At("ladder.csv");
        await File.WriteAllLinesAsync(
            table,
            Enumerable
                .Range(0, 16)
                .Select(i => 1e7 * Math.Pow(1.6, i))
                .Select(n =>
                    FormattableString.Invariant(
                        $"{n},{20 * n},{1.8 + Math.Pow(n / 1e6, -0.35) + Math.Pow(20 * n / 1e8, -0.37)}"
                    )
                )
                .Prepend("parameters,tokens,loss"),
            TestContext.Current.CancellationToken
        );
        return table;
    }

    /// <summary>Sizes, tokens, unique tokens and steps with the losses of L = 1.8 + (N/1e6)^-0.35 + (D/1e8)^-0.37, a little less for repeated tokens.</summary>
    private static IEnumerable<string> Grid()
    {
        yield return "run,parameters,tokens,unique_tokens,steps,loss";
        for (var i = 0; i < 11; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                var n = 4e6 * Math.Pow(2, i);
                var d = 1e18 * Math.Pow(4, j) / (6 * n);
                var u = j % 2 == 0 ? d : d / 6;
                var loss =
                    1.8
                    + Math.Pow(n / 1e6, -0.35)
                    + Math.Pow((j % 2 == 0 ? d : 0.8 * d) / 1e8, -0.37);
                yield return FormattableString.Invariant($"r{i}-{j},{n},{d},{u},{d / 1e6},{loss}");
            }
        }
    }
}
