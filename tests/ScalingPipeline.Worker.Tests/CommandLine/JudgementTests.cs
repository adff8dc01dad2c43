using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>What people say of alerts and runs at the command line.</summary>
public sealed class JudgementTests(JudgementTests.Refitted refitted)
    : IClassFixture<JudgementTests.Refitted>
{
    [Fact]
    public async Task An_alert_is_silenced_and_acknowledged_and_shows_by_whom_and_until_when()
    {
        var silence = await JsonAsync(
            "alerts silence --domain math --code unit-* --for 8h --author ada --comment known"
        );
        var alert = await AlertAsync();
        await JsonAsync($"alerts acknowledge {alert["id"]} --author bob --comment mine");

        alert = await AlertAsync();
        Assert.Equal("ada", (string)alert["silenced"]!["author"]!);
        Assert.Equal((string)silence["expiry"]!, (string)alert["silenced"]!["expiry"]!);
        Assert.Equal("bob", (string)alert["acknowledged"]!["author"]!);
        var text = (await RunAsync("alerts")).Output;
        Assert.Contains("Silenced by ada until ", text);
        Assert.Contains("Acknowledged by bob ", text);
        Assert.Contains($"alert {alert["id"]}", text);
        Assert.Contains((string)silence["id"]!, (await RunAsync("alerts silences")).Output);

        await JsonAsync($"alerts unsilence {silence["id"]}");
        Assert.Empty((await JsonAsync("alerts silences")).AsArray());
        Assert.Null((await AlertAsync())["silenced"]);
    }

    [Theory]
    [InlineData("alerts silence --for 8h --comment x", "This would silence every alert")]
    [InlineData("alerts silence --domain math --for 8 --comment x", "'8' is no duration")]
    [InlineData("alerts silence --domain math --for 366d --comment x", "at most 365 days")]
    [InlineData("alerts unsilence none", "There is no silence none.")]
    [InlineData("alerts acknowledge none --comment x", "There is no alert none.")]
    [InlineData("runs mark none faulty --domain math --comment x", "No run none in a domain math")]
    [InlineData("runs mark none clear --domain math --comment x", "has no mark")]
    public async Task A_mistake_gets_one_sentence(string command, string sentence)
    {
        var result = await RunAsync(command);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_run_marked_faulty_leaves_the_laws_at_the_next_refit_and_comes_back()
    {
        var runs = (await JsonAsync("laws"))[0]!;
        var before = runs.ToJsonString();
        var run = refitted.HealthyRun;

        await JsonAsync($"runs mark {run} faulty --domain math --author ada --comment half-read");
        await JsonAsync("refit");
        Assert.Contains(
            "marked faulty by ada: half-read",
            (await JsonAsync("laws")).ToJsonString()
        );

        await JsonAsync($"runs mark {run} clear --domain math --comment read-again");
        await JsonAsync("refit");
        Assert.Equal(before, (await JsonAsync("laws"))[0]!.ToJsonString());
    }

    private async Task<JsonNode> AlertAsync() =>
        Assert.Single((await JsonAsync("alerts")).AsArray())!;

    private Task<JsonNode> JsonAsync(string command) =>
        Cli.JsonAsync([.. command.Split(' '), "--data", refitted.Data]);

    private Task<CliResult> RunAsync(string command) =>
        Cli.RunAsync([.. command.Split(' '), "--data", refitted.Data]);

    /// <summary>A simulated domain with one run in bits.</summary>
    public sealed class Refitted : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Data => _folder.At("data");

        public string HealthyRun { get; private set; } = "";

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
            await Cli.JsonAsync("ingest", logs, "--data", Data);
            await Cli.JsonAsync("refit", "--data", Data);
            var alerted = (string)(await Cli.JsonAsync("alerts", "--data", Data))[0]!["run"]!;
            HealthyRun = Directory
                .GetDirectories(Path.Combine(logs, "math"))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)
                .First(name => name != alerted);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
