using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary><c>fit</c> on what is no table, and with numbers that mean nothing.</summary>
public sealed class FitInputTests
{
    [Fact]
    public async Task A_row_that_is_written_again_makes_nothing_surer()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable
            .Range(0, 12)
            .Select(k =>
                FormattableString.Invariant(
                    $"{1e6 * Math.Pow(2, k)},{1.7 + Math.Pow(2e7 / (1e6 * Math.Pow(2, k)), 0.4) + (0.004 * Math.Sin(5 * k))}\n"
                )
            )
            .ToArray();
        var once = await WriteAsync(folder, $"parameters,loss\n{string.Concat(rows)}");
        var law = await Cli.JsonAsync("fit", once, "--law", "L(N)");
        var copied = await WriteAsync(
            folder,
            $"parameters,loss\n{string.Concat(Enumerable.Repeat(rows, 10).SelectMany(r => r))}"
        );

        var again = await Cli.JsonAsync("fit", copied, "--law", "L(N)");

        foreach (var parameter in new[] { "L_inf", "alpha" })
        {
            Assert.Equal(
                1,
                (double)again["standardErrors"]![parameter]!
                    / (double)law["standardErrors"]![parameter]!,
                1e-6
            );
        }
    }

    [Theory]
    [InlineData("--bootstrap", "1", "--bootstrap must be 0, for none, or at least 2.")]
    [InlineData("--bootstrap", "-5", "--bootstrap must be 0, for none, or at least 2.")]
    [InlineData("--drop-largest-loss", "-3", "--drop-largest-loss must be at least 0.")]
    public async Task A_number_that_means_nothing_is_wrong_usage_in_one_sentence(
        string option,
        string value,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(folder, "parameters,loss\n1e6,3\n");

        var result = await Cli.RunAsync("fit", table, "--law", "L(N)", option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            $"scaling-pipeline: {sentence} See: scaling-pipeline fit --help",
            result.Error.Trim()
        );
    }

    [Theory]
    [InlineData("parameters,loss\n", "table.csv has a header line but no rows.")]
    [InlineData("", "table.csv is empty")]
    [InlineData(
        "parameters,loss,loss\n1e6,3,4\n",
        "table.csv has 2 columns named 'loss': give each a name of its own."
    )]
    [InlineData("parameters,loss\n1e6,x\u001b[2Jy\n", "loss is 'x\\u{1b}[2Jy', which is not")]
    public async Task What_is_wrong_with_a_table_is_told_in_one_sentence(
        string content,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(folder, content);

        var result = await Cli.RunAsync("fit", table, "--law", "L(N)");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--where", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_losses_than_there_are_cannot_be_dropped()
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(folder, "parameters,loss\n1e6,3\n1e7,2\n");

        var result = await Cli.RunAsync("fit", table, "--law", "L(N)", "--drop-largest-loss", "2");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "scaling-pipeline: --drop-largest-loss 2 leaves none of the 2 rows of table.csv.",
            result.Error.Trim()
        );
    }

    [Fact]
    public async Task A_binary_file_is_no_table_and_is_not_echoed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("table.parquet");
        byte[] content =
        [
            .. "PAR1"u8,
            0x15,
            0x00,
            0x15,
            0xf8,
            0x1b,
            (byte)'[',
            (byte)'2',
            (byte)'J',
        ];
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);

        var result = await Cli.RunAsync("fit", file, "--law", "L(N)");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "scaling-pipeline: table.parquet is not text: it must be a table of values with commas, semicolons or tabs between them.",
            result.Error.Trim()
        );
    }

    [Theory]
    [InlineData("M3(N)", "do not follow M3(N)")]
    [InlineData("M4(N)", "do not follow M4(N)")]
    [InlineData("kaplan", "do not follow kaplan")]
    public async Task A_law_that_the_points_do_not_follow_has_its_own_name(
        string law,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(folder, Scattered(noise: 0.3));

        var result = await Cli.RunAsync("fit", table, "--law", law, "--bootstrap", "0");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(sentence, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_law_that_explains_nothing_explains_zero_percent()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 12).Select(i => $"{1e6 * Math.Pow(2, i)},{(i % 2) + 2}");
        var table = await WriteAsync(folder, $"parameters,loss\n{string.Join('\n', rows)}\n");

        var result = await Cli.RunAsync("fit", table, "--law", "L(N)");

        Assert.Contains("explains only", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-0 %", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "L(N)",
        "--reporting",
        "nothing to predict without --predict: leave out --reporting."
    )]
    [InlineData(
        "gadre",
        "--no-floor",
        "gadre has no form without its floor: leave out --no-floor."
    )]
    public async Task An_option_that_would_do_nothing_is_refused(
        string law,
        string option,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();
        var table = await WriteAsync(folder, Scattered(noise: 0));

        var result = await Cli.RunAsync("fit", table, "--law", law, option);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }

    /// <summary>A grid of sizes and tokens on a law of both, each loss off by the noise, in turns up and down.</summary>
    private static string Scattered(double noise)
    {
        var rows =
            from i in Enumerable.Range(0, 6)
            from j in Enumerable.Range(0, 5)
            let n = 1e6 * Math.Pow(3, i)
            let d = 1e8 * Math.Pow(3, j)
            let sign = (((i * 7) + (j * 5)) % 3) - 1
            let loss = 1.8 + Math.Pow(1e6 / n, 0.3) + Math.Pow(1e8 / d, 0.3)
            select FormattableString.Invariant($"{n},{d},{loss * Math.Exp(noise * sign)}");
        return $"parameters,tokens,loss\n{string.Join('\n', rows)}\n";
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, string content)
    {
        var file = folder.At("table.csv");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        return file;
    }
}
