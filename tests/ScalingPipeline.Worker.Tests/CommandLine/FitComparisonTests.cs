using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary><c>fit --compare-by</c>: two families of models beside each other.</summary>
public sealed class FitComparisonTests
{
    [Fact]
    public async Task A_family_that_needs_five_times_the_size_has_the_same_exponent()
    {
        using var folder = new TemporaryFolder();
        var table = await FamiliesAsync(folder, "dense", "routed", "routed");

        var compared = await Cli.JsonAsync(
            "fit",
            table,
            "--law",
            "L(N)",
            "--compare-by",
            "architecture"
        );

        Assert.Equal(
            [
                "law",
                "by",
                "relation",
                "reason",
                "first",
                "second",
                "exponentDifference",
                "prefactorRatio",
                "equivalentSize",
                "equivalentSizeInterval",
            ],
            compared.AsObject().Select(field => field.Key)
        );
        Assert.Equal("sameExponent", (string)compared["relation"]!);
        Assert.Equal("dense", (string)compared["first"]!["family"]!);
        Assert.Equal(5, (double)compared["equivalentSize"]!, 0.3);
        Assert.InRange(
            5,
            (double)compared["equivalentSizeInterval"]!["low"]!,
            (double)compared["equivalentSizeInterval"]!["high"]!
        );
        Assert.Equal(
            Math.Pow(
                (double)compared["equivalentSize"]!,
                (double)compared["first"]!["parameters"]!["alpha"]!
            ),
            (double)compared["prefactorRatio"]!,
            1e-9
        );
        Assert.Equal(0, (double)compared["exponentDifference"]!, 0.03);
    }

    [Fact]
    public async Task What_is_found_is_told_in_words()
    {
        using var folder = new TemporaryFolder();
        var table = await FamiliesAsync(folder, "dense", "routed", "routed");

        var result = await Cli.RunAsync(
            "fit",
            table,
            "--law",
            "L(N)",
            "--compare-by",
            "architecture"
        );

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "L(N) by architecture: the same exponent, another prefactor",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "size       routed needs [45]\\.[0-9]+ times the size of dense",
            result.Output
        );
    }

    [Theory]
    [InlineData("third", "L(N)", "architecture", "'architecture' has 3 values in table.csv")]
    [InlineData("routed", "L(N)", "kind", "has no column 'kind' to compare by")]
    [InlineData("routed", "chinchilla", "architecture", "not by L(N,D)")]
    public async Task What_cannot_be_compared_is_told_in_one_sentence(
        string last,
        string law,
        string column,
        string sentence
    )
    {
        using var folder = new TemporaryFolder();
        var table = await FamiliesAsync(folder, "dense", "routed", last);

        var result = await Cli.RunAsync("fit", table, "--law", law, "--compare-by", column);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }

    /// <summary>Two families of L = 1.5 + (N0/N)^.25, N0 1e4 and 5e4, with errors of a thousandth; the last row may be of another family.</summary>
    private static async Task<string> FamiliesAsync(
        TemporaryFolder folder,
        string first,
        string second,
        string last
    )
    {
        double[] errors = [1, -1, 0.5, 0.3, -0.8, 0.9, -0.4, 0.2, -0.9, 0.6, -0.5, 0.1];
        var rows = new List<string> { "architecture,parameters,loss" };
        for (var i = 0; i < errors.Length; i++)
        {
            var n = 1e5 * Math.Pow(2.2, i);
            rows.Add(Row(first, n, 1e4, errors[i]));
            rows.Add(
                Row(i == errors.Length - 1 ? last : second, n, 5e4, errors[errors.Length - 1 - i])
            );
        }

        var file = folder.At("table.csv");
        await File.WriteAllLinesAsync(file, rows, TestContext.Current.CancellationToken);
        return file;

        static string Row(string family, double n, double scale, double error) =>
            FormattableString.Invariant(
                $"{family},{n},{(1.5 + Math.Pow(scale / n, 0.25)) * (1 + (1e-3 * error))}"
            );
    }
}
