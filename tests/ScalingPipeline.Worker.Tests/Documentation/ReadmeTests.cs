using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Documentation;

/// <summary>What the README tells a user to type works as it stands there.</summary>
public sealed partial class ReadmeTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private const string Project = "dotnet run -c Release --project src/ScalingPipeline.Worker -- ";
    private const string Program = "scaling-pipeline ";
    private const string Container = "https://ACCOUNT.blob.core.windows.net/CONTAINER";

    private static readonly LineRule[] _rules =
    [
        new("^dotnet run .*/ScalingPipeline.Worker -- run ", Treatment.Stop, "the service"),
        new("^scaling-pipeline run ", Treatment.Stop, "the service, on Azurite"),
        new("^scaling-pipeline (?!run )", Treatment.Run, "commands that end"),
        new("^export AZURE_STORAGE_", Treatment.Elsewhere, "set to that of Azurite"),
        new("^bash infra/test.sh$", Treatment.Elsewhere, "runs this test"),
        new(
            "^docker build ",
            Treatment.Elsewhere,
            "needs Docker; the file is checked by SchemaTests"
        ),
        new("^export POSTGRES_PASSWORD=", Treatment.Elsewhere, "for the next line"),
        new(
            "^docker compose ",
            Treatment.Elsewhere,
            "needs Docker; the file is checked by SchemaTests"
        ),
        new(
            "^dotnet publish ",
            Treatment.Elsewhere,
            "writes to /opt; the image is built by the same"
        ),
        new(
            "^az deployment ",
            Treatment.Elsewhere,
            "needs a subscription; the files are checked by the tests of bicep"
        ),
        new(
            "^kubectl ",
            Treatment.Elsewhere,
            "needs a cluster; the files are checked by SchemaTests"
        ),
        new("^ *[{}\"\\]]", Treatment.Listing, "settings.json"),
        new("^(language/RUN/| +or sequence_id)", Treatment.Listing, "the files of a run"),
        new("->|^watch ", Treatment.Listing, "the road of a log"),
    ];

    private static readonly string[] _lines = File.ReadAllLines(
        Path.Combine(SharedData.RepositoryRoot, "README.md")
    );

    [Fact]
    public async Task The_commands_work_one_after_another()
    {
        using var folder = new TemporaryFolder();
        foreach (var line in DocumentedLine.Of("README.md", _rules))
        {
            switch (line.Rule.Treatment)
            {
                case Treatment.Run:
                    var result = await Cli.RunInAsync(folder.Path, Arguments(line.Text));
                    Assert.True(result.ExitCode == 0, $"{line.Text}: {result.Error}");
                    Assert.NotEmpty(result.Output);
                    break;
                case Treatment.Stop:
                    await StartAndStopAsync(folder.Path, line.Text);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A service that the page tells to start serves its page, and ends well when it is told to.</summary>
    private async Task StartAndStopAsync(string folder, string line)
    {
        var environment = new Dictionary<string, string>
        {
            ["SCALING_PIPELINE_Web__Url"] = "http://127.0.0.1:0",
        };
        if (line.Contains(Container, StringComparison.Ordinal))
        {
            var container = await azurite.NewContainerOrSkipAsync();
            environment["AZURE_STORAGE_CONNECTION_STRING"] = container.ConnectionString;
            line = line.Replace(Container, container.Url, StringComparison.Ordinal);
        }

        await using var service = await Service.StartAsTypedAsync(
            folder,
            environment,
            Arguments(line)
        );
        Assert.Contains("ScalingPipeline", await service.GetAsync("/"));
        Assert.Equal(0, await service.TerminateAsync());
    }

    [Fact]
    public async Task The_settings_shown_are_settings_that_there_are()
    {
        using var folder = new TemporaryFolder();
        var settings = DocumentedLine
            .Of("README.md", _rules)
            .Where(line => line.Rule.Why == "settings.json")
            .Select(line => line.Text);
        await File.WriteAllLinesAsync(
            folder.At("data", "settings.json"),
            settings,
            TestContext.Current.CancellationToken
        );

        var result = await Cli.RunAsync(
            "doctor",
            "--data",
            Path.GetDirectoryName(folder.At("data", "settings.json"))!,
            "--json"
        );

        var check = JsonNode.Parse(result.Output)!["checks"]!
            .AsArray()
            .Where(c => (string)c!["check"]! == "settings")
            .ToArray();
        Assert.NotEmpty(check);
        Assert.All(check, c => Assert.Equal("ok", (string)c!["grade"]!));
    }

    private static string[] Arguments(string line) =>
        (
            line.StartsWith(Project, StringComparison.Ordinal)
                ? line[Project.Length..]
                : line[Program.Length..]
        ).Split(' ');

    [Fact]
    public void The_table_of_commands_names_only_options_that_there_are() =>
        Assert.All(
            _lines.Select(line => CommandRow().Match(line)).Where(match => match.Success),
            match =>
            {
                var command = RootCommands
                    .Create()
                    .Subcommands.Single(c => c.Name == match.Groups["command"].Value);
                var known = All(command)
                    .SelectMany(c => c.Options)
                    .Concat(SharedOptions.All)
                    .Select(o => o.Name);
                Assert.Subset(
                    known.ToHashSet(StringComparer.Ordinal),
                    OptionName()
                        .Matches(match.Value)
                        .Select(option => option.Value)
                        .ToHashSet(StringComparer.Ordinal)
                );
            }
        );

    private static IEnumerable<Command> All(Command command) =>
        command.Subcommands.SelectMany(All).Prepend(command);

    [Fact]
    public void The_table_of_commands_names_every_command()
    {
        var documented = _lines
            .Select(line => CommandRow().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["command"].Value);

        Assert.Equal(
            RootCommands.Create().Subcommands.Select(c => c.Name).Order(),
            documented.Order()
        );
    }

    [Fact]
    public void Every_project_is_in_the_architecture_table()
    {
        var projects = Directory
            .GetDirectories(Path.Combine(SharedData.RepositoryRoot, "src"))
            .Select(folder => $"| `{Path.GetFileName(folder)}` |");

        Assert.All(
            projects,
            row => Assert.Contains(_lines, line => line.StartsWith(row, StringComparison.Ordinal))
        );
    }

    [GeneratedRegex(
        "^\\| `(?<command>[a-z-]+)( [^`]*)?`.* \\|",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CommandRow();

    [GeneratedRegex("(?<![\\w-])--[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();
}
