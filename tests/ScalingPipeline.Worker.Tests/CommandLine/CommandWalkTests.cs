using System.CommandLine;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>What every command has: a description, examples that can be typed, and a JSON document whose fields keep their names.</summary>
public sealed class CommandWalkTests(ExplainTests.Ladder ladder)
    : IClassFixture<ExplainTests.Ladder>
{
    private const string Law =
        "codeVersion condition covariance domain estimator excluded exitReason family fit formula gradientNorm intervals law next objective observations parameters points snapshot standardErrors status statusReason uncertaintyBasis";
    private const string Silence = "author code comment domain expiry id run start";

    private static readonly RootCommand _root = RootCommands.Create();

    /// <summary>By command: what it is run with, and the fields of its document; of a list those of its items.</summary>
    private static readonly Dictionary<string, (string Arguments, string Fields)> _documents = new()
    {
        ["ingest"] = ("{logs}", "domains files problems rows runs"),
        ["reconcile"] = ("{logs}", "changed found gone ledger"),
        ["replay"] = ("{logs} --prefix math/{run}/run --dry-run", "chosen dryRun"),
        ["forget"] = ("--container {logs}", "container domains forgotten rows runs versions"),
        ["refit"] = ("", Law),
        ["laws"] = ("--domain math", Law),
        ["alerts"] = (
            "--all",
            "acknowledged cause causeCode clearedEvaluations code domain evidence expected id interval message nextStep observed resolvedAt run severity silenced since sinceStep status updated"
        ),
        ["alerts silence"] = ("--run x --for 1h --comment why", Silence),
        ["alerts silences"] = ("", Silence),
        ["runs mark"] = ("{run} healthy --domain math --comment why", "domain mark run"),
        ["explain"] = ("{run}", "blobs runs"),
        ["forecast"] = (
            "--domain math --compute 1e18",
            "basis decadesBeyondData family interval law loss optimalParameters optimalTokens"
        ),
        ["report"] = ("--output {folder}", "date files"),
        ["fit"] = (
            "{table} --law L(N)",
            Law.Replace("observations ", "", StringComparison.Ordinal)
                .Replace("points ", "points predictions ", StringComparison.Ordinal)
        ),
        ["simulate"] = (
            "--output {folder}/more --domains math",
            "bytes faultyRuns files output runs"
        ),
        ["estimate"] = (
            "--layers 2 --d-model 64 --context 128 --tokens 1e6",
            "contextShare flop gpuDays parameters petaflopDays tokens"
        ),
        ["parquet schema"] = ("{part}", "columns createdBy metadata rowGroups rows"),
        ["parquet head"] = ("{part} --rows 1", "elapsed_s grad_norm loss lr step tokens_seen"),
        ["parquet cat"] = ("{part} --rows 1", "elapsed_s grad_norm loss lr step tokens_seen"),
        ["definition check"] = ("{logs}", "columns files isFaulty problems taken undeclared"),
        ["definition init"] = ("{logs}", "yaml"),
        ["doctor"] = ("--logs {logs}", "checks status"),
        ["backup"] = ("{folder}/copy.db", "bytes file"),
        ["api-key new"] = ("", "hash key"),
        ["completion"] = ("bash", "script shell"),
    };

    /// <summary>Commands without a document here, and why.</summary>
    private static readonly Dictionary<string, string> _others = new()
    {
        ["run"] = "never ends: its documents are those of the API",
        ["alerts unsilence"] = "needs the id of a silence: JudgementTests",
        ["alerts acknowledge"] = "needs the id of an alert: JudgementTests",
        ["alerts test"] = "AlertsTestTests",
    };

    [Fact]
    public void Every_command_and_option_says_what_it_is() =>
        Assert.All(
            All(_root),
            command =>
            {
                Assert.NotEmpty(command.Description ?? "");
                Assert.All(command.Options, o => Assert.NotEmpty(o.Description ?? ""));
                Assert.All(command.Arguments, a => Assert.NotEmpty(a.Description ?? ""));
            }
        );

    [Fact]
    public void Every_command_has_an_example_and_every_example_can_be_typed() =>
        Assert.All(
            All(_root),
            command =>
            {
                var examples = Examples.Of(command).ToArray();
                Assert.NotEmpty(examples);
                Assert.All(
                    examples,
                    example =>
                    {
                        var typed = example["scaling-pipeline ".Length..].Split(" > ")[0];
                        var parsed = _root.Parse(typed);
                        Assert.DoesNotContain(
                            parsed.Errors,
                            error =>
                                !error.Message.Contains("does not exist", StringComparison.Ordinal)
                        );
                        Assert.Null(parsed.Errors.Count == 0 ? UsageErrors.Of(parsed) : null);
                    }
                );
            }
        );

    [Fact]
    public void Every_command_that_does_something_has_a_document_or_a_reason() =>
        Assert.Equal(
            All(_root)
                .Where(c => c.Action is not null)
                .Select(PathOf)
                .Order(StringComparer.Ordinal),
            _documents.Keys.Concat(_others.Keys).Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task The_documents_have_the_fields_that_they_always_had()
    {
        using var folder = new TemporaryFolder();
        var table = folder.At("table.csv");
        await File.WriteAllTextAsync(
            table,
            "parameters,loss\n1e6,4.0\n2e6,3.7\n4e6,3.45\n8e6,3.24\n16e6,3.06\n32e6,2.9\n",
            TestContext.Current.CancellationToken
        );
        var run = Path.Combine(ladder.Logs, "math", ladder.Healthy);
        var found = new List<string>();
        foreach (var (command, (arguments, _)) in _documents)
        {
            var given = arguments
                .Replace("{logs}", ladder.Logs, StringComparison.Ordinal)
                .Replace("{run}", ladder.Healthy, StringComparison.Ordinal)
                .Replace("{folder}", folder.Path, StringComparison.Ordinal)
                .Replace("{table}", table, StringComparison.Ordinal)
                .Replace(
                    "{part}",
                    Directory.GetFiles(Path.Combine(run, "train")).Order().First(),
                    StringComparison.Ordinal
                )
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);

            var result = await Cli.RunAsync([
                .. command.Split(' '),
                .. given,
                "--data",
                ladder.Data,
                "--json",
            ]);

            Assert.True(result.ExitCode == 0, $"{command}: {result.Error}");
            Assert.Empty(result.Error);
            found.Add($"{command}: {Fields(JsonNode.Parse(result.Output)!)}");
        }

        Assert.Equal(_documents.Select(d => $"{d.Key}: {d.Value.Fields}"), found);
    }

    private static string Fields(JsonNode document) =>
        document is JsonArray list
            ? list.Count == 0
                ? ""
                : Fields(list[0]!)
            : string.Join(
                ' ',
                document.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal)
            );

    private static IEnumerable<Command> All(Command command) =>
        command.Subcommands.SelectMany(All).Prepend(command);

    private static string PathOf(Command command) =>
        string.Join(' ', UsageErrors.Path(command).Skip(1));
}
