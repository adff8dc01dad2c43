using System.Text.Json.Nodes;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.AlertTests;

namespace ScalingPipeline.Worker.Tests.AlertTests;

public sealed class AlertTestReaderTests
{
    private const string Runs = """
        version: 1
        cases:
          - name: a
            runs:
              - run: one
                parameters: 1000
                losses: [3, 2, 1]
        """;

    [Theory]
    [InlineData("version: 2", 1, "write 'version: 1'")]
    [InlineData("version: 1\ncases: []", 2, "a list of at least one item")]
    [InlineData("version: 1\ncases: [", 3, "not valid YAML")]
    [InlineData(
        "version: 1\ncases:\n  - name: a\n    expect: none",
        3,
        "either 'simulate' or 'runs'"
    )]
    [InlineData(Runs, 3, "has no 'expect'")]
    [InlineData(Runs + "\n    expect: nothing", 8, "'none' or a list")]
    [InlineData(Runs + "\n    expect: [{ run: two, alert: loss-spike }]", 8, "unknown run 'two'")]
    [InlineData(
        Runs + "\n    expect: [{ run: one, alert: los-spike }]",
        8,
        "did you mean 'loss-spike'?"
    )]
    [InlineData(
        Runs + "\n    expect: [{ run: one, alert: loss-spike, severity: bad }]",
        8,
        "unknown severity 'bad'"
    )]
    [InlineData(
        Runs + "\n    expect: [{ run: one, alert: loss-spike, by: soon }]",
        8,
        "a whole number from 1"
    )]
    [InlineData(
        "version: 1\ncases:\n  - name: a\n    simulate:\n      sizes: [small]\n    expect: none",
        5,
        "a size is layers x width"
    )]
    [InlineData(
        "version: 1\ncases:\n  - name: a\n    simulate:\n      domain: poetry\n    expect: none",
        5,
        "no simulated domain 'poetry'"
    )]
    [InlineData(
        "version: 1\ncases:\n  - name: a\n    simulate:\n      faults: [{ fault: gremlin }]\n    expect: none",
        5,
        "no fault 'gremlin'"
    )]
    [InlineData(
        "version: 1\ncases:\n  - name: a\n    simulate:\n      faults:\n        - fault: loss-spike\n          with: { hight: 2 }\n    expect: none",
        7,
        "choose from at_share_of_run, height"
    )]
    [InlineData(
        "version: 1\ncases:\n  - name: a\n    simulate:\n      faults: [{ fault: loss-spike }, { fault: loss-spike }]\n    expect: none",
        5,
        "two runs are called 'loss-spike'"
    )]
    public void A_mistake_is_refused_with_its_line(string yaml, int line, string reason)
    {
        var fault = Assert.Throws<DefinitionException>(() => AlertTestReader.Read("a.yaml", yaml));

        Assert.StartsWith($"a.yaml, line {line}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused() =>
        Assert.Contains(
            "larger than",
            Assert
                .Throws<DefinitionException>(() =>
                    AlertTestReader.Read("a.yaml", new string('#', AlertTestReader.MostBytes + 1))
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_schema_knows_the_alerts_causes_faults_and_domains_that_there_are()
    {
        var schema = JsonNode.Parse(
            File.ReadAllText(
                Path.Combine(
                    SharedData.RepositoryRoot,
                    "pipelines",
                    "schemas",
                    "alert-tests.schema.json"
                )
            )
        )!["$defs"]!;
        var alert = schema["alert"]!["properties"]!;
        var simulate = schema["simulate"]!["properties"]!;

        Assert.Equal(Constants(typeof(AlertCodes)), Words(alert["alert"]!));
        Assert.Equal(Constants(typeof(CauseCodes)), Words(alert["cause"]!));
        Assert.Equal(
            FaultCatalogue.All.Select(fault => fault.Name),
            Words(simulate["faults"]!["items"]!["properties"]!["fault"]!)
        );
        Assert.Equal(
            PublishedDomains.All.Select(domain => domain.Name),
            Words(simulate["domain"]!)
        );
    }

    private static IEnumerable<string> Words(JsonNode property) =>
        property["enum"]!.AsArray().Select(word => (string)word!);

    private static IEnumerable<string> Constants(Type codes) =>
        codes.GetFields().Select(field => (string)field.GetRawConstantValue()!);
}
