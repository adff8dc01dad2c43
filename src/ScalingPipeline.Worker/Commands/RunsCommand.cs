using System.CommandLine;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>runs mark</c>: a person's word on a run.</summary>
public static class RunsCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "The run" };
        var mark = new Argument<string>("MARK")
        {
            Description =
                "faulty: no reference and in no law; healthy: no trend alerts; clear: neither",
        };
        mark.MustBeOneOf([.. MarkWord.All]);
        run.CompleteRuns();
        var domain = new Option<string>("--domain")
        {
            Description = "Its domain",
            HelpName = "NAME",
            Required = true,
        };
        domain.CompleteDomains();
        var command = new Command("mark", "Say that a run is healthy or faulty")
        {
            run,
            mark,
            domain,
            Judging.Comment,
            Judging.Author,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var marked = new
                {
                    Domain = parsed.GetRequiredValue(domain),
                    Run = parsed.GetRequiredValue(run),
                    Mark = parsed.GetRequiredValue(mark),
                };
                await workspace
                    .Get<Judge>()
                    .MarkAsync(
                        parsed.GetRequiredValue(Judging.Author),
                        marked.Domain,
                        marked.Run,
                        MarkWord.Verdict(marked.Mark),
                        parsed.GetRequiredValue(Judging.Comment),
                        cancellationToken
                    );
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    marked,
                    console =>
                        console.WriteLine(
                            $"{marked.Domain} / {marked.Run}: {marked.Mark}. The domain is refitted by the service, or by: scaling-pipeline refit"
                        )
                );
            }
        );
        return new Command("runs", "What people say of runs") { command };
    }
}
