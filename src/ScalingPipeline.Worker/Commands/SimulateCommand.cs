using System.CommandLine;
using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Worker.CommandLine;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>simulate</c>: writes training logs drawn from published laws, with labelled faults.</summary>
public static class SimulateCommand
{
    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The folder to write to; drop it into storage as it is",
            HelpName = "DIR",
            Required = true,
        };
        var domains = new Option<string[]>("--domains")
        {
            Description = $"Which of {string.Join(", ", PublishedDomains.All.Select(d => d.Name))}",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. new SimulationOptions().Domains.Select(d => d.Name)],
        };
        domains.MustBeOneOf([.. PublishedDomains.All.Select(d => d.Name)]);
        var faults = new Option<string[]>("--faults")
        {
            Description =
                $"One faulty run for each; any of {string.Join(", ", FaultCatalogue.All.Select(f => f.Name))}, or all",
            AllowMultipleArgumentsPerToken = true,
        };
        faults.MustBeOneOf([.. FaultCatalogue.All.Select(f => f.Name), "all"]);
        faults.HelpName = "FAULT";
        var seeds = new Option<int>("--seeds-per-size")
        {
            Description = "Healthy runs of every size and length",
            DefaultValueFactory = _ => new SimulationOptions().SeedsPerSize,
        };
        seeds.MustBePositive();
        var seed = new Option<long>("--seed")
        {
            Description = "The same seed gives the same logs",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command(
            "simulate",
            "Write training logs drawn from published scaling laws, with labelled faults"
        )
        {
            output,
            domains,
            faults,
            seeds,
            seed,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var names = parsed.GetValue(faults) ?? [];
                var options = new SimulationOptions
                {
                    Domains = [.. parsed.GetRequiredValue(domains).Select(SimulatedDomain.Named)],
                    Faults = names.Contains("all", StringComparer.Ordinal)
                        ? FaultCatalogue.All
                        : [.. names.Select(FaultCatalogue.Named)],
                    SeedsPerSize = parsed.GetValue(seeds),
                    Seed = parsed.GetValue(seed),
                };
                var folder = parsed.GetRequiredValue(output).FullName;
                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                var summary = await LongWork.RunAsync(
                    terminal,
                    "Simulating runs",
                    tell =>
                        Task.FromResult(
                            SimulatedLadder.Write(
                                options,
                                folder,
                                new Progress<SimulationProgress>(p => tell(p.Done, p.Total)),
                                cancellationToken
                            )
                        )
                );
                terminal.Write(
                    new
                    {
                        Output = folder,
                        summary.Runs,
                        summary.FaultyRuns,
                        summary.Files,
                        summary.Bytes,
                    },
                    console =>
                        console.WriteLine(
                            $"{summary.Runs} runs ({summary.FaultyRuns} faulty) in {summary.Files} files, {summary.Bytes / 1e6:0.0} MB, in {folder}; LABELS.json says which are faulty."
                        )
                );
            }
        );
        return command;
    }
}
