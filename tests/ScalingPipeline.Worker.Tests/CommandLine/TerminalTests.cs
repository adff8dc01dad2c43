using System.Globalization;
using System.Text.RegularExpressions;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>What people see at a terminal of a given width, which <c>script</c> provides.</summary>
public sealed partial class TerminalTests(ExplainTests.Ladder ladder)
    : IClassFixture<ExplainTests.Ladder>
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public async Task Whatever_is_printed_fits_the_terminal(int width)
    {
        string[] commands =
        [
            "laws",
            "alerts --all",
            "definition check LOGS",
            "doctor --logs LOGS",
            "explain RUN",
            "forecast --domain math --compute 1e18",
            "forecast --domain math --target-loss 0.7",
            "--help",
            "fit --help",
            "alerts silence --help",
            "estimate --layers 96 --d-model 12288 --context 2048 --tokens 3e11",
            "ingest LOGS",
            "reconcile LOGS",
            "refit",
            "parquet schema PART",
            "replay LOGS --dry-run",
            "report",
        ];

        var wide = new List<string>();
        foreach (var command in commands)
        {
            var printed = await AtTerminalAsync(width, command);
            Assert.NotEmpty(printed.Trim());
            wide.AddRange(
                Plain(printed)
                    .Split('\n')
                    .Where(line => new StringInfo(line.TrimEnd()).LengthInTextElements > width)
                    .Select(line => $"{command}: {line}")
            );
        }

        Assert.Empty(wide);
    }

    [Fact]
    public async Task In_a_narrow_window_each_law_is_a_block_and_its_words_stay_whole()
    {
        const int Narrow = 60;

        var printed = await Cli.RunWithAsync(
            new Dictionary<string, string> { ["COLUMNS"] = $"{Narrow}" },
            Arguments("laws --domain math")
        );
        var wide = await Cli.RunAsync(Arguments("laws --domain math"));

        Assert.All(printed.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Narrow));
        Assert.Contains("L(N) of ", printed.Output);
        Assert.Matches("(identified|provisional|too few runs|floor open)", printed.Output);
        Assert.Contains("parameters ± standard error", wide.Output);
    }

    [Theory]
    [InlineData("ingest LOGS", "Reading logs")]
    [InlineData("refit", "Refitting")]
    [InlineData("report", "Writing the report")]
    [InlineData("simulate --output FOLDER --domains math", "Simulating runs")]
    public async Task Long_work_has_a_bar_at_a_terminal_and_says_nothing_elsewhere(
        string command,
        string bar
    )
    {
        var seen = await AtTerminalAsync(120, command);
        var redirected = await Cli.RunAsync(Arguments(command));

        Assert.Contains(bar, seen);
        Assert.Equal(0, redirected.ExitCode);
        Assert.Empty(redirected.Error);
        Assert.DoesNotContain(bar, redirected.Output);
    }

    [Fact]
    public async Task Colours_are_left_out_where_somebody_wants_none()
    {
        Assert.Matches(Colour(), await AtTerminalAsync(120, "doctor --logs LOGS"));
        Assert.DoesNotMatch(
            Colour(),
            await AtTerminalAsync(120, "doctor --logs LOGS", "NO_COLOR=1 ")
        );
    }

    private string[] Arguments(string command) =>
        [
            .. command
                .Replace("LOGS", ladder.Logs, StringComparison.Ordinal)
                .Replace("RUN", ladder.Healthy, StringComparison.Ordinal)
                .Replace("FOLDER", Path.Combine(ladder.Data, "simulated"), StringComparison.Ordinal)
                .Replace(
                    "PART",
                    Directory
                        .GetFiles(Path.Combine(ladder.Logs, "math", ladder.Healthy, "train"))
                        .Order(StringComparer.Ordinal)
                        .First(),
                    StringComparison.Ordinal
                )
                .Split(' '),
            "--data",
            ladder.Data,
        ];

    private async Task<string> AtTerminalAsync(int width, string command, string variables = "")
    {
        var script = DebianTool.PathOrSkip("script", "bsdutils");
        var typed = string.Join(
            ' ',
            Arguments(command)
                .Prepend(Cli.Binary)
                .Select(a => $"'{a.Replace("'", "'\\''", StringComparison.Ordinal)}'")
        );
        return await Cli.RunProgramAsync(
            script,
            "-qec",
            $"stty cols {width} rows 50; TERM=xterm-256color {variables}dotnet {typed}",
            "/dev/null"
        );
    }

    private static string Plain(string printed) =>
        Control().Replace(printed.Replace("\r", "\n", StringComparison.Ordinal), "");

    [GeneratedRegex(
        "\u001b(\\[[0-9;?]*[A-Za-z]|[=>])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Control();

    [GeneratedRegex(
        "\u001b\\[([0-9;]*;)?[34][0-9][;m]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Colour();
}
