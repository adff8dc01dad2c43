using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Tests.Hosting;

public sealed class DemoCommandsTests
{
    [Fact]
    public void Every_command_names_the_folder_of_the_demo_as_it_is_typed_here()
    {
        var data = Path.Combine(Environment.CurrentDirectory, ".scaling-pipeline", "demo");

        var commands = DemoCommands
            .For(data, [])
            .Where(line => line.Contains("scaling-pipeline ", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(commands);
        Assert.All(commands, line => Assert.EndsWith(" --data .scaling-pipeline/demo", line));
    }

    [Fact]
    public void A_folder_elsewhere_is_named_whole_and_with_a_space_in_quotes() =>
        Assert.All(
            DemoCommands.For("/elsewhere/my data/demo", []).Skip(1),
            line => Assert.EndsWith(" --data \"/elsewhere/my data/demo\"", line)
        );
}
