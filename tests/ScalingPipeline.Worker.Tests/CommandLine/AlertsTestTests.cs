using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

public sealed class AlertsTestTests
{
    [Fact]
    public async Task The_example_of_the_repository_passes()
    {
        var result = await Cli.RunAsync(
            "alerts",
            "test",
            Path.Combine(SharedData.RepositoryRoot, "pipelines", "tests", "alerts.yaml")
        );

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.All(
            result.Output.Trim().Split('\n'),
            line => Assert.StartsWith("PASS  ", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_did_not_come_and_what_came_unexpectedly_fails_the_case_and_the_command()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("cases.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            version: 1
            cases:
              - name: wrong
                simulate:
                  domain: math
                  sizes: [4x256, 6x384, 8x512]
                  steps: 256
                  faults: [{ fault: tokens-counter-wrong, run: odd }]
                expect: [{ run: odd, alert: loss-spike }]
              - name: right
                simulate:
                  sizes: [4x256]
                  steps: 64
                expect: none
            """,
            TestContext.Current.CancellationToken
        );

        var result = await Cli.RunAsync("alerts", "test", file);
        var json = await Cli.RunAsync("alerts", "test", file, "--json");

        Assert.Equal((1, 1), (result.ExitCode, json.ExitCode));
        Assert.Equal(
            [
                "FAIL  wrong: expected odd: loss-spike; came odd: token-count (warning, logging); missing odd: loss-spike; not expected odd: token-count (warning, logging)",
                "PASS  right: expected none; came none",
            ],
            result.Output.Trim().Split('\n')
        );
        Assert.Equal(
            ["wrong False", "right True"],
            JsonNode
                .Parse(json.Output)!
                .AsArray()
                .Select(test => $"{(string)test!["name"]!} {(bool)test["passed"]!}")
        );
    }

    [Fact]
    public async Task A_mistake_is_one_sentence_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("cases.yaml");
        await File.WriteAllTextAsync(
            file,
            "version: 1\ncases:\n  - name: a\n    simulate: {}\n    expct: none\n",
            TestContext.Current.CancellationToken
        );

        var result = await Cli.RunAsync("alerts", "test", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("cases.yaml, line 5: unknown key 'expct'", result.Error);
        Assert.Contains("did you mean 'expect'?", result.Error);
    }
}
