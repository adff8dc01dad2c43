using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>What a shell is offered at the end of a line.</summary>
public sealed class CompletionTests(ExplainTests.Ladder ladder) : IClassFixture<ExplainTests.Ladder>
{
    [Theory]
    [InlineData("scaling-pipeline ref", "refit")]
    [InlineData("scaling-pipeline alerts sil", "silence")]
    [InlineData("scaling-pipeline simulate --out", "--output")]
    [InlineData("scaling-pipeline fit table.csv --law chin", "chinchilla")]
    [InlineData("scaling-pipeline simulate --faults loss-sp", "loss-spike")]
    [InlineData("scaling-pipeline completion ", "zsh")]
    public async Task Commands_options_and_fixed_names_are_completed(string line, string completion)
    {
        Assert.Contains(completion, await SuggestAsync(line));
    }

    [Fact]
    public async Task Domains_runs_and_alerts_come_from_the_state_that_the_line_names()
    {
        var data = $"--data {ladder.Data}";
        var alert = (string)(await Cli.JsonAsync("alerts", "--data", ladder.Data))[0]!["id"]!;

        await OfferedAsync("math", $"scaling-pipeline laws {data} --domain ");
        await OfferedAsync(
            ladder.Healthy,
            $"scaling-pipeline explain {data} {ladder.Healthy[..3]}"
        );
        await OfferedAsync(alert, $"scaling-pipeline alerts acknowledge {data} {alert[..2]}");
    }

    [Fact]
    public async Task Where_there_is_no_state_nothing_is_offered_and_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");

        var offered = await SuggestAsync($"scaling-pipeline laws --data {data} --domain ");

        Assert.DoesNotContain(offered, name => !name.StartsWith('-'));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Bash_completes_a_line_by_the_script()
    {
        var script = await Cli.RunAsync("completion", "bash");

        var offered = await Cli.RunProgramAsync(
            DebianTool.PathOrSkip("bash", "bash"),
            "-c",
            $$"""
            scaling-pipeline() { dotnet '{{Cli.Binary}}' "$@"; }
            {{script.Output}}
            COMP_LINE="scaling-pipeline re"; COMP_POINT=19; COMP_WORDS=(scaling-pipeline re); COMP_CWORD=1
            _scaling_pipeline
            printf '%s\n' "${COMPREPLY[@]}"
            """
        );

        Assert.Equal(
            ["reconcile", "refit", "replay", "report"],
            offered.Trim().Split('\n').Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete -c scaling-pipeline")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Every_shell_has_its_script(string shell, string registers)
    {
        var result = await Cli.RunAsync("completion", shell);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(registers, result.Output);
        Assert.Contains("[suggest:", result.Output);
    }

    /// <summary>A state that is slow to answer is not waited for; asking again is what a user does.</summary>
    private static Task OfferedAsync(string name, string line) =>
        Eventually.TrueAsync(async () =>
            (await SuggestAsync(line)).Contains(name, StringComparer.Ordinal)
        );

    private static async Task<string[]> SuggestAsync(string line)
    {
        var result = await Cli.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
