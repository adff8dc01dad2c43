using System.CommandLine;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>completion</c>: the script with which a shell completes commands, options and names.</summary>
public static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = string.Join(", ", CompletionScripts.All.Keys),
        };
        shell.MustBeOneOf([.. CompletionScripts.All.Keys]);
        var command = new Command(
            "completion",
            "Print the script with which a shell completes commands, options, domains, runs, laws, faults and alerts"
        )
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            var script = CompletionScripts.All[name];
            if (parsed.GetValue(SharedOptions.Json))
            {
                Console.Out.WriteLine(JsonOutput.Serialize(new { Shell = name, Script = script }));
            }
            else
            {
                Console.Out.Write(script);
            }
        });
        return command;
    }
}
