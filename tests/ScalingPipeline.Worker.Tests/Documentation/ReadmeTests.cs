using System.Text.RegularExpressions;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Documentation;

/// <summary>What the README tells a user to type works as it stands there.</summary>
public sealed partial class ReadmeTests
{
    private const string Prompt = "    scaling-pipeline ";

    private static readonly string[] _lines = File.ReadAllLines(
        Path.Combine(SharedData.RepositoryRoot, "README.md")
    );

    [Fact]
    public async Task The_commands_of_the_walk_through_work_one_after_another()
    {
        using var folder = new TemporaryFolder();
        var commands = _lines
            .Where(line => line.StartsWith(Prompt, StringComparison.Ordinal))
            .Select(line => line[Prompt.Length..].Split(' '))
            .Where(command => command[0] != "run")
            .ToArray();

        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var result = await Cli.RunInAsync(folder.Path, command);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Error}");
            Assert.NotEmpty(result.Output);
        }
    }

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
        "^\\| `(?!bench )(?<command>[a-z-]+)( [^`]*)?`.* \\|",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CommandRow();
}
