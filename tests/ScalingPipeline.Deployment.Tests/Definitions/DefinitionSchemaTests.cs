using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Runs.Units;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Definitions;

/// <summary>The schema by which editors complete definitions says what their reader takes.</summary>
public sealed class DefinitionSchemaTests
{
    private const string Right = """
        version: 1
        domain: d
        metadata: "{run}/run.json"
        training: { path: "{run}/train/{part}.parquet", columns: {} }
        evaluations: [{ set: s, path: "{run}/eval/{step}.parquet", columns: {} }]
        """;

    private static readonly JsonNode _schema = JsonNode.Parse(
        Repository.Read("pipelines/schemas/definition.schema.json")
    )!;

    [Fact]
    public async Task Every_shipped_definition_is_what_its_schema_says_and_names_it()
    {
        string[] shipped = [.. Directory.EnumerateFiles(Repository.PathOf("pipelines"), "*.yaml")];

        Assert.NotEmpty(shipped);
        Assert.Empty(await FaultsAsync("definition", shipped));
        Assert.All(
            shipped,
            file =>
                Assert.Equal(
                    "# yaml-language-server: $schema=schemas/definition.schema.json",
                    File.ReadLines(file).First()
                )
        );
    }

    [Fact]
    public async Task The_shipped_alert_tests_are_what_their_schema_says() =>
        Assert.Empty(
            await FaultsAsync("alert-tests", Repository.PathOf("pipelines/tests/alerts.yaml"))
        );

    /// <summary>A key that nobody knows is refused with those that are known.</summary>
    [Theory]
    [InlineData("properties", "version: 1", "unheard-of: 1\nversion: 1")]
    [InlineData("properties/training/properties", "training: {", "training: { unheard-of: 1,")]
    [InlineData(
        "properties/training/properties/columns/properties",
        "train/{part}.parquet\", columns: {",
        "train/{part}.parquet\", columns: { unheard-of: x"
    )]
    [InlineData("properties/evaluations/items/properties", "[{", "[{ unheard-of: 1,")]
    [InlineData(
        "properties/evaluations/items/properties/columns/properties",
        "{step}.parquet\", columns: {",
        "{step}.parquet\", columns: { unheard-of: x"
    )]
    public void The_schema_and_the_reader_know_the_same_keys(
        string place,
        string part,
        string instead
    )
    {
        Assert.Contains(part, Right, StringComparison.Ordinal);

        var fault = Assert.Throws<DefinitionException>(() =>
            DefinitionReader.Read("d.yaml", Right.Replace(part, instead, StringComparison.Ordinal))
        );

        var known = fault.Message[
            (fault.Message.IndexOf("known are ", StringComparison.Ordinal) + 10)..
        ];
        Assert.Equal(
            known.TrimEnd('.').Split(", ").Order(StringComparer.Ordinal),
            At(place).AsObject().Select(p => p.Key).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Defaults_and_units_are_those_of_the_reader()
    {
        var read = DefinitionReader.Read("d.yaml", Right);

        Assert.Equal(LossConversion.KnownNames, Texts(At("properties/loss_unit/enum").AsArray()));
        Assert.Equal(read.Family.Text, (string)At("properties/family/default")!);
        Assert.Equal(read.ReferenceContext, (int)At("properties/reference_context/default")!);
        var training = read.Training!.Columns;
        Assert.Equal(
            [
                training.Step,
                training.Tokens,
                training.Loss,
                training.LearningRate,
                training.GradientNorm,
                training.ElapsedSeconds,
            ],
            Defaults("properties/training/properties/columns/properties")
        );
        var evaluation = read.Evaluations[0].Columns;
        Assert.Equal(
            [evaluation.Sequence, evaluation.Position, evaluation.Loss, evaluation.Losses],
            Defaults("properties/evaluations/items/properties/columns/properties")
        );
    }

    [Fact]
    public async Task What_one_refuses_the_other_refuses_too()
    {
        const string Two =
            "[{ set: s, path: \"{run}/a/{step}\" }, { set: t, path: \"{run}/b/{step}\" }]";
        var evaluations = "[{ set: s, path: \"{run}/eval/{step}.parquet\", columns: {} }]";
        (string Part, string Instead)[] wrong =
        [
            ("version: 1", "version: 2"),
            ("version: 1\n", ""),
            ("domain: d\n", ""),
            ("domain: d", "domain: \"\""),
            ("metadata: \"{run}/run.json\"\n", ""),
            ("{run}/run.json", "run.json"),
            ("{run}/run.json", "/{run}/run.json"),
            ("{run}/run.json", "{run}//run.json"),
            ("{run}/run.json", "{run}/{run}.json"),
            ("{run}/run.json", "{run}/{other}.json"),
            ("{run}/run.json", "{run}/**/run.json"),
            ("{run}/run.json", "{run/run.json"),
            ("{run}/run.json", "{run}}/run.json"),
            ("domain: d", "domain: d\nfamily: \"{}\""),
            ("domain: d", "domain: d\nfamily: \"{architecture\""),
            ("domain: d", "domain: d\nreference_context: -1"),
            ("domain: d", "domain: d\nreference_context: 1.5"),
            ("domain: d", "domain: d\nloss_unit: furlongs"),
            ("{run}/eval/{step}.parquet", "{run}/eval/part.parquet"),
            (evaluations, "[]"),
            (evaluations, "none"),
            (evaluations, Two),
            (evaluations, Two.Replace("set: ", "primary: true, set: ", StringComparison.Ordinal)),
            ("set: s", "set: s, primary: perhaps"),
            ("set: s, ", ""),
            ("training: {", "training: [] #"),
        ];
        using var folder = new TemporaryFolder();
        var files = wrong
            .Select((w, i) => (w.Part, w.Instead, File: folder.At($"{i}.yaml")))
            .ToArray();
        foreach (var (part, instead, file) in files)
        {
            Assert.Contains(part, Right, StringComparison.Ordinal);
            var yaml = Right.Replace(part, instead, StringComparison.Ordinal);
            await File.WriteAllTextAsync(file, yaml, TestContext.Current.CancellationToken);
            Assert.Throws<DefinitionException>(() => DefinitionReader.Read("d.yaml", yaml));
        }

        var faults = await FaultsAsync("definition", [.. files.Select(f => f.File)]);

        Assert.All(
            files,
            f =>
                Assert.True(
                    faults.Any(fault => fault.StartsWith($"{f.File}: ", StringComparison.Ordinal)),
                    $"The schema takes: {f.Instead}"
                )
        );
    }

    private static async Task<string[]> FaultsAsync(string kind, params string[] files)
    {
        Assert.SkipUnless(
            File.Exists(Repository.PathOf("infra/node_modules/ajv/package.json")),
            "ajv is not installed; infra/test.sh installs it"
        );
        var (code, output, error) = await Tool.RunAsync(
            DebianTool.PathOrSkip("node", "nodejs"),
            ["infra/manifest-faults.mjs", kind, .. files]
        );
        Assert.True(code == 0, error);
        return JsonSerializer.Deserialize<string[]>(output)!;
    }

    private static JsonNode At(string place) =>
        place.Split('/').Aggregate(_schema, (node, key) => node[key]!);

    private static IEnumerable<string> Defaults(string place) =>
        At(place).AsObject().Select(p => (string)p.Value!["default"]!);

    private static IEnumerable<string> Texts(JsonArray texts) => texts.Select(t => (string)t!);
}
