using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary><c>fit --law N_opt(C)</c> and its kin: lines through optimal points, and nothing else.</summary>
public sealed class FitOptimumTests
{
    /// <summary>Porian et al. 2024, arXiv 2406.19146: the exponents of RefinedWeb, tuned last, with a 95 % bootstrap interval of .4907 to .5051.</summary>
    [Theory]
    [InlineData("long", "kaplan", "kaplan", "base", 0.833768)]
    [InlineData("short", "chinchilla", "standard", "base", 0.571425)]
    [InlineData("short", "const", "standard", "tuned", 0.497029)]
    public async Task Published_optimal_pairs_give_the_published_exponent(
        string warmup,
        string decay,
        string count,
        string settings,
        double exponent
    )
    {
        var law = await Cli.JsonAsync(
            "fit",
            SharedData.PathOrSkip("isoflop/optimal_pairs.csv"),
            "--law",
            "N_opt(C)",
            "--where",
            "summary=summary_df",
            "--where",
            "dataset=rw",
            "--where",
            $"warmup={warmup}",
            "--where",
            $"decay={decay}",
            "--where",
            $"param_count={count}",
            "--where",
            $"hparams={settings}",
            "--where",
            "n>0",
            "--parameters-column",
            "n",
            "--compute-column",
            "flops"
        );

        Assert.Equal(exponent, (double)law["parameters"]!["a"]!, 1e-5);
        var interval = law["intervals"]!["a"]!;
        Assert.InRange(exponent, (double)interval["low"]!, (double)interval["high"]!);
        Assert.Equal(0.95, (double)interval["level"]!);
        Assert.Matches(
            "^of the line: Student's t with [0-9]+ degrees of freedom$",
            (string)law["uncertaintyBasis"]!
        );
    }

    /// <summary>t of one degree of freedom is 12.706: three points give an interval that is six times that of the normal law.</summary>
    [Fact]
    public async Task Three_points_have_the_wide_interval_of_students_t()
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(
            folder,
            "parameters,compute",
            "1e6,1e16",
            "1.1e7,1e18",
            "1e8,1e20"
        );

        var law = await Cli.JsonAsync("fit", table, "--law", "N_opt(C)");

        var a = law["intervals"]!["a"]!;
        Assert.Equal(
            12.7062,
            ((double)a["high"]! - (double)law["parameters"]!["a"]!)
                / (double)law["standardErrors"]!["a"]!,
            1e-4
        );
        Assert.Equal(
            "of the line: Student's t with 1 degree of freedom",
            (string)law["uncertaintyBasis"]!
        );
    }

    [Theory]
    [InlineData("N_opt(C)")]
    [InlineData("D_opt(C)")]
    public async Task Several_sizes_at_one_compute_are_no_optimal_points(string law)
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(
            folder,
            "parameters,compute,loss",
            "1e6,1e18,3",
            "1e7,1.001e18,2.9",
            "1e7,1e19,2.8",
            "1e8,1e20,2.5"
        );

        var result = await Cli.RunAsync("fit", table, "--law", law);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"scaling-pipeline: table.csv has several sizes at 1.001E+18 FLOP, so its rows are not optimal points: use --law \"isoflop {law}\", which finds the optimum of each compute.",
            result.Error.Trim()
        );
    }

    [Fact]
    public async Task Sizes_that_scatter_around_the_line_are_no_optimal_points()
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(
            folder,
            "parameters,compute",
            "1e6,1e18",
            "1e8,2e18",
            "1e6,4e18",
            "1e8,8e18",
            "1e6,1.6e19",
            "1e8,3.2e19"
        );

        var result = await Cli.RunAsync("fit", table, "--law", "N_opt(C)");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "around N_opt(C), so they are not optimal points: use --law \"isoflop N_opt(C)\"",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("N_opt(C)", "--bootstrap", "20")]
    [InlineData("isoflop N_opt(C)", "--bootstrap", "20")]
    [InlineData("isoflop D_opt(C)", "--delta", "inf")]
    public async Task What_a_line_has_no_use_for_is_refused(string law, string option, string value)
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(folder, "parameters,compute,loss", "1e6,1e18,3");

        var result = await Cli.RunAsync("fit", table, "--law", law, option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"scaling-pipeline: {law} is a line through optimal points, which predicts no losses and has intervals of Student's t: leave out {option}.",
            result.Error.Trim()
        );
    }

    [Fact]
    public async Task Profiles_of_equal_compute_give_a_line_with_intervals()
    {
        using var folder = new TemporaryFolder();
        var rows =
            from c in Enumerable.Range(0, 6).Select(i => 1e18 * Math.Pow(4, i))
            from n in Enumerable.Range(-4, 9).Select(i => 0.1 * Math.Sqrt(c) * Math.Pow(1.5, i))
            let d = c / (6 * n)
            select FormattableString.Invariant(
                $"{n},{c},{1.8 + (400 * Math.Pow(n, -0.34)) + (400 * Math.Pow(d, -0.34))}"
            );
        var table = await WriteAsync(folder, ["parameters,compute,loss", .. rows]);

        var law = await Cli.JsonAsync("fit", table, "--law", "isoflop N_opt(C)");

        Assert.Equal(0.5, (double)law["parameters"]!["a"]!, 1e-3);
        Assert.Equal(6, (int)law["points"]!);
        Assert.Equal(2, law["intervals"]!.AsObject().Count);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, params string[] lines)
    {
        var file = folder.At("table.csv");
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
        return file;
    }
}
