using System.Globalization;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary><c>fit --law curve(..)</c>: the automatic extrapolation of one learning curve.</summary>
public sealed class FitCurveTests
{
    private static readonly string[] _columns =
    [
        "--tokens-column",
        "Seen Examples",
        "--loss-column",
        "Loss",
    ];

    /// <summary>The tasks of Alabdulmohsin et al. 2022; M4, the best published method, has .0295 and .1004 (root mean square log error).</summary>
    [Theory]
    [InlineData("bird_10", 57, 0.0295)]
    [InlineData("cal_10", 21, 0.1004)]
    public async Task A_vision_curve_is_extrapolated_with_intervals_better_than_published(
        string task,
        int points,
        double published
    )
    {
        const string Model = "BiT/101/3";
        using var folder = new TemporaryFolder();
        var table = SharedData.PathOrSkip("curves/benchmark.vision.csv");
        var later = await LaterAsync(folder, table, task, Model);

        var law = await Cli.JsonAsync([
            "fit",
            table,
            "--law",
            "curve(D)",
            "--where",
            $"Task={task}",
            "--where",
            $"Model={Model}",
            "--where",
            "Training=1",
            "--predict",
            later,
            .. _columns,
        ]);

        var predictions = law["predictions"]!.AsArray();
        Assert.Equal(points, (int)law["points"]!);
        Assert.Equal("identified", (string)law["status"]!);
        Assert.Equal("forecast", (string)law["fit"]!);
        Assert.Empty(law["parameters"]!.AsObject());
        Assert.True(
            Math.Sqrt(predictions.Average(p => Math.Pow(LogError(p!), 2))) < 0.6 * published
        );
        Assert.True(predictions.Average(p => IsInside(p!) ? 1.0 : 0) > 0.9);
        Assert.InRange((double)predictions[^1]!["decades"]!, 0.3, 0.35);
        Assert.All(
            predictions,
            p =>
                Assert.Equal(
                    "curve extrapolation, measured on 72 vision curves; nominal",
                    (string)p!["basis"]!
                )
        );
    }

    [Fact]
    public async Task Far_beyond_the_data_the_label_says_so_and_the_interval_is_wider()
    {
        using var folder = new TemporaryFolder();
        var (curve, points) = (await CurveAsync(folder, 20), folder.At("points.csv"));
        await File.WriteAllTextAsync(
            points,
            "tokens\n1.2e9\n1e11\n",
            TestContext.Current.CancellationToken
        );

        var law = await Cli.JsonAsync("fit", curve, "--law", "CURVE(D)", "--predict", points);

        var (near, far) = (law["predictions"]![0]!, law["predictions"]![1]!);
        Assert.Contains(
            "provisional: 2.00 decades beyond the data",
            (string)far["basis"]!,
            StringComparison.Ordinal
        );
        Assert.True(Width(far) > Width(near));

        static double Width(JsonNode p) =>
            Math.Log((double)p["interval"]!["high"]! / (double)p["interval"]!["low"]!);
    }

    [Theory]
    [InlineData(4, "too few runs: A curve needs at least 5 distinct points; there are 4.")]
    [InlineData(9, "provisional: Only 9 distinct D: the power law with a floor stands alone.")]
    public async Task A_short_curve_says_what_it_lacks(int points, string status)
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(
            "fit",
            await CurveAsync(folder, points),
            "--law",
            "curve(D)"
        );

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(status, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bootstrap", "20", "has no parameters: leave out --bootstrap.")]
    [InlineData("--delta", "inf", "leave out --delta.")]
    [InlineData("--run-column", "kind", "curve(D) extrapolates one curve and curve.csv has 2 runs")]
    public async Task What_means_nothing_for_a_curve_is_refused(
        string option,
        string value,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(
            "fit",
            await CurveAsync(folder, 20),
            "--law",
            "curve(D)",
            option,
            value
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_level_beyond_those_measured_on_curves_is_refused()
    {
        using var folder = new TemporaryFolder();
        var curve = await CurveAsync(folder, 20);

        var result = await Cli.RunAsync(
            "fit",
            curve,
            "--law",
            "curve(D)",
            "--predict",
            curve,
            "--level",
            "0.99"
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("intervals up to a level of 0.95", result.Error, StringComparison.Ordinal);
    }

    private static double LogError(JsonNode p) =>
        Math.Log((double)p["fitted"]! / (double)p["observed"]!);

    private static bool IsInside(JsonNode p) =>
        (double)p["interval"]!["low"]! <= (double)p["observed"]!
        && (double)p["observed"]! <= (double)p["interval"]!["high"]!;

    /// <summary>The rows of a task that no method was shown.</summary>
    private static async Task<string> LaterAsync(
        TemporaryFolder folder,
        string table,
        string task,
        string model
    )
    {
        var lines = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
        var later = folder.At("later.csv");
        await File.WriteAllLinesAsync(
            later,
            lines
                .Where(line => line.EndsWith(",0", StringComparison.Ordinal))
                .Where(line => line.Contains($",{task},{model},", StringComparison.Ordinal))
                .Prepend(lines[0]),
            TestContext.Current.CancellationToken
        );
        return later;
    }

    /// <summary>L = 2 + (1e7/D)^.3 up to a billion tokens, in two halves.</summary>
    private static async Task<string> CurveAsync(TemporaryFolder folder, int points)
    {
        var file = folder.At("curve.csv");
        await File.WriteAllLinesAsync(
            file,
            Enumerable
                .Range(0, points)
                .Select(i => 1e9 * Math.Pow(10, (i - points + 1) / 6.0))
                .Select(
                    (d, i) =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{i % 2},{d},{2 + Math.Pow(1e7 / d, 0.3)}"
                        )
                )
                .Prepend("kind,tokens,loss"),
            TestContext.Current.CancellationToken
        );
        return file;
    }
}
