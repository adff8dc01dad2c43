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
            Description = "N, non-embedding parameters, e.g. 1e9",
        };
        var tokens = new Option<double?>("--tokens") { Description = "D, tokens, e.g. 2e10" };
        var compute = new Option<double?>("--compute")
        {
            Description = "C, FLOP, instead of N and D",
        };
        var command = new Command(
            "forecast",
            "Forecast a final loss with its interval, N_opt and D_opt"
        )
        {
            domain,
            family,
            parameters,
            tokens,
            compute,
        };
        command.Validators.Add(result =>
        {
            var (n, d, c) = (
                result.GetValue(parameters),
                result.GetValue(tokens),
                result.GetValue(compute)
            );
            if ((n is null) != (d is null) || (n is null) == (c is null))
            {
                result.AddError("Give --parameters and --tokens, or --compute.");
            }
            else if (n <= 0 || d <= 0 || c <= 0)
            {
                result.AddError("Parameters, tokens and compute must be greater than 0.");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(parsed);
                var name = parsed.GetRequiredValue(domain);
                var domains = await workspace
                    .Get<IMonitoringState>()
                    .DomainsAsync(cancellationToken);
                if (!domains.Any(d => string.Equals(d.Domain, name, StringComparison.Ordinal)))
                {
                    throw new UserErrorException(
                        $"There is no domain '{name}' with committed logs; there is: {string.Join(", ", domains.Select(d => d.Domain))}."
                    );
                }

                var snapshot = await workspace
                    .Get<SnapshotReader>()
                    .ReadAsync(name, cancellationToken);
                var analyses = await workspace
                    .Get<IMonitoringState>()
                    .AnalysesAsync(domain: null, cancellationToken);
                var forecast = Make(
                    snapshot,
                    new ForecastCalibration(analyses.SelectMany(a => a.Analysis.Scores)),
                    parsed.GetValue(family),
                    parsed.GetValue(parameters),
                    parsed.GetValue(tokens),
                    parsed.GetValue(compute)
                );
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    ForecastDocument.Of(forecast),
                    console => Print(console, forecast)
                );
            }
        );
        return command;
    }

    private static FamilyForecast Make(
        Runs.DomainSnapshot snapshot,
        ForecastCalibration calibration,
        string? family,
        double? parameters,
        double? tokens,
        double? compute
    )
    {
        try
        {
            var forecasts = FamilyForecasts.Of(snapshot, family, calibration);
            return compute is { } flops
                ? forecasts.AtCompute(flops)
                : forecasts.At(parameters!.Value, tokens!.Value);
        }
        catch (NoForecastException reason)
        {
            throw new UserErrorException(reason.Message, reason);
        }
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
}
