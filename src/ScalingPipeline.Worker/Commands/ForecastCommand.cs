using System.CommandLine;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>forecast</c>: the loss of a run that nobody has trained yet.</summary>
public static class ForecastCommand
{
    public static Command Create()
    {
        var domain = new Option<string>("--domain")
        {
            Description = "The domain",
            HelpName = "D",
            Required = true,
        };
        var family = new Option<string?>("--family")
        {
            Description = "The family [default: the one with most completed runs]",
        };
        var parameters = new Option<double?>("--parameters")
        {
            Description = "N, non-embedding parameters, e.g. 1e9 or 7B",
        };
        var tokens = new Option<double?>("--tokens")
        {
            Description = "D, tokens, e.g. 2e10 or 15T",
        };
        var compute = new Option<double?>("--compute")
        {
            Description = "C, FLOP, instead of N and D",
        };
        var target = new Option<double?>("--target-loss")
        {
            Description = "L, nats per token: what it would take to reach it",
            HelpName = "L",
        };
        domain.CompleteDomains();
        var command = new Command(
            "forecast",
            "Forecast a final loss with its interval, N_opt and D_opt; or say what a loss takes"
        )
        {
            domain,
            family,
            parameters,
            tokens,
            compute,
            target,
        };
        Option<double?>[] numbers = [parameters, tokens, compute, target];
        foreach (var number in numbers)
        {
            number.TakesQuantity();
        }

        command.Validators.Add(result =>
        {
            // What was asked; the answers to it may still be no numbers.
            bool IsGiven(Option option) => result.GetResult(option) is { Tokens.Count: > 0 };
            var (n, d) = (IsGiven(parameters), IsGiven(tokens));
            if (n != d || new[] { n, IsGiven(compute), IsGiven(target) }.Count(asked => asked) != 1)
            {
                result.AddError("Give --parameters and --tokens, or --compute, or --target-loss.");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.OpenState(parsed);
                var name = parsed.GetRequiredValue(domain);
                var domains = await workspace
                    .Get<IMonitoringState>()
                    .DomainsAsync(cancellationToken);
                if (!domains.Any(d => string.Equals(d.Domain, name, StringComparison.Ordinal)))
                {
                    throw new UserErrorException(
                        NamedValues.NoDomain(name, [.. domains.Select(d => d.Domain)])
                    );
                }

                var snapshot = await workspace
                    .Get<SnapshotReader>()
                    .ReadAsync(name, cancellationToken);
                var analyses = await workspace
                    .Get<IMonitoringState>()
                    .AnalysesAsync(domain: null, cancellationToken);
                var calibration = new ForecastCalibration(
                    analyses.SelectMany(a => a.Analysis.Scores)
                );
                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                try
                {
                    var forecasts = FamilyForecasts.Of(
                        snapshot,
                        parsed.GetValue(family),
                        calibration
                    );
                    if (parsed.GetValue(target) is { } loss)
                    {
                        var answer = forecasts.ForTarget(loss);
                        terminal.Write(
                            TargetForecastDocument.Of(answer),
                            console => Print(console, answer)
                        );
                        return;
                    }

                    var forecast = parsed.GetValue(compute) is { } flops
                        ? forecasts.AtCompute(flops)
                        : forecasts.At(
                            parsed.GetValue(parameters)!.Value,
                            parsed.GetValue(tokens)!.Value
                        );
                    terminal.Write(
                        ForecastDocument.Of(forecast),
                        console => Print(console, forecast)
                    );
                }
                catch (NoForecastException reason)
                {
                    throw new UserErrorException(reason.Message, reason);
                }
            }
        );
        return command;
    }

    private static void Print(IAnsiConsole console, FamilyForecast answer)
    {
        var (forecast, interval) = (answer.Forecast, answer.Forecast.Interval);
        console.WriteLine(
            $"{answer.Law} of {answer.Family}: {forecast.Loss:0.0000} nats per token, {interval.Level:0%} interval {interval.Low:0.0000} to {interval.High:0.0000}"
        );
        console.WriteLine(
            $"{forecast.Decades:0.##} decades beyond the fitted runs; {forecast.Basis.TrimEnd('.')}."
        );
        console.WriteLine(
            answer.OptimalParameters is { } optimal
                ? $"This compute is best spent on N_opt = {optimal:0.###e+0} parameters and D_opt = {answer.OptimalTokens:0.###e+0} tokens."
                : "N_opt and D_opt are not known: L(N,D) is not identified."
        );
    }

    private static void Print(IAnsiConsole console, TargetForecast answer)
    {
        var (compute, interval) = (answer.Compute, answer.Forecast.Interval);
        console.WriteLine(
            $"{answer.Law} of {answer.Family}: {answer.TargetLoss:0.0000} nats per token take {compute.Expected:0.###e+0} FLOP{(answer.Parameters is { } n ? $", best spent on {n:0.###e+0} parameters and {answer.Tokens:0.###e+0} tokens" : "; N and D are not known, since L(N,D) is not identified")}."
        );
        console.WriteLine(
            $"Such a run may come to {interval.Low:0.0000} to {interval.High:0.0000} ({interval.Level:0%} interval): {(compute.Least is { } least ? $"the lower end reaches the target from {least:0.###e+0} FLOP on" : "the lower end reaches the target far below")}, {(compute.Surely is { } sure ? $"the upper end from {sure:0.###e+0} FLOP on" : "the upper end at no compute that can be forecast")}."
        );
        console.WriteLine(
            $"{answer.Forecast.Decades:0.##} decades beyond the fitted runs; {answer.Forecast.Basis.TrimEnd('.')}."
        );
    }
}
