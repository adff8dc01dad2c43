using System.CommandLine;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>Every option that takes a number, of every command: what is no number is refused in words, and counts are taken as people write them.</summary>
public sealed class NumberWalkTests
{
    private static readonly Type[] _numbers =
    [
        typeof(int),
        typeof(long),
        typeof(float),
        typeof(double),
        typeof(decimal),
    ];

    /// <summary>Counts of parameters, tokens and FLOP.</summary>
    private static readonly string[] _quantities =
    [
        "forecast --compute",
        "forecast --parameters",
        "forecast --target-loss",
        "forecast --tokens",
        "estimate --context",
        "estimate --gpu-flops",
        "estimate --tokens",
    ];

    private static readonly RootCommand _root = RootCommands.Create();

    public static TheoryData<string, string> Options =>
        new(
            All(_root)
                .SelectMany(command =>
                    command.Options.Where(IsNumber).Select(option => (PathOf(command), option.Name))
                )
                .Order()
        );

    [Theory]
    [MemberData(nameof(Options))]
    public void What_is_no_number_is_refused_in_one_sentence(string command, string option)
    {
        var fault = UsageErrors.Of(_root.Parse(Typed(command, option, "x")));

        Assert.NotNull(fault);
        Assert.Contains(option, fault);
        Assert.DoesNotContain("System.", fault);
        Assert.DoesNotContain('\n', fault);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void A_billion_is_taken_where_something_is_counted_and_refused_elsewhere(
        string command,
        string option
    )
    {
        var parsed = _root.Parse(Typed(command, option, "1B"));

        if (_quantities.Contains($"{command} {option}"))
        {
            Assert.Empty(parsed.Errors);
            var named = parsed.CommandResult.Command.Options.Single(o => o.Name == option);
            Assert.Equal(1e9, parsed.GetResult(named)!.GetValueOrDefault<object>());
        }
        else
        {
            Assert.Contains(option, UsageErrors.Of(parsed));
        }
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_ends_with_2_and_no_trace()
    {
        var result = await Cli.RunAsync("estimate", "--layers", "x");

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("--format is 'xml': give one of csv, json.", "parquet head", "--format", "xml")]
    [InlineData("--date is 'x': give a date, as in 2026-01-31.", "report", "--date", "x")]
    public void Other_values_are_refused_in_words_too(
        string sentence,
        string command,
        string option,
        string value
    ) =>
        Assert.StartsWith(
            sentence,
            UsageErrors.Of(_root.Parse([.. command.Split(' '), option, value]))
        );

    /// <summary>A line that is right but for the value of one option.</summary>
    private static string[] Typed(string command, string option, string value) =>
        [
            .. command.Split(' '),
            .. command switch
            {
                "forecast" when option is "--parameters" => ["--domain", "d", "--tokens", "1e9"],
                "forecast" when option is "--tokens" => ["--domain", "d", "--parameters", "1e9"],
                "forecast" => ["--domain", "d"],
                "estimate" => string.Join(
                        ' ',
                        (
                            (string[])
                                ["--layers 2", "--d-model 64", "--context 128", "--tokens 1e6"]
                        ).Where(given => !given.StartsWith(option, StringComparison.Ordinal))
                    )
                    .Split(' '),
                "fit" => [Cli.Binary, "--law", "chinchilla"],
                "simulate" => ["--output", "x"],
                _ => [Cli.Binary],
            },
            option,
            value,
        ];

    private static bool IsNumber(Option option) =>
        _numbers.Contains(Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType);

    private static IEnumerable<Command> All(Command command) =>
        command.Subcommands.SelectMany(All).Prepend(command);

    private static string PathOf(Command command) =>
        string.Join(' ', UsageErrors.Path(command).Skip(1));
}
