using System.Diagnostics;
using System.Text.Json;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Fits;

/// <summary>The Chinchilla fit and its bootstrap beside scipy on the same machine in the same run, one thread each; both go to the same minimum.</summary>
internal static class FitsBenchmark
{
    private const int Resamples = 4000;
    private const int Rounds = 7;

    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static void Run()
    {
        var data = ChinchillaPoints.Load();
        var first = Seconds(() => ChinchillaFit.Fit(data, FitOptions.Reporting));
        var fit = Median(() => ChinchillaFit.Fit(data, FitOptions.Reporting), 200);
        var forecast = Median(() => ChinchillaFit.Fit(data, FitOptions.Forecast), 200);
        var bootstrap = Median(
            () => Bootstrap.OfChinchilla(data, FitOptions.Reporting, seed: 42, Resamples),
            Rounds
        );
        var objective = ChinchillaFit.Fit(data, FitOptions.Reporting).Fit.Objective;
        Console.WriteLine(
            "The 240 points of Besiroglu et al. 2024; our fit includes covariance and the judgement whether the law is identified."
        );
        Console.WriteLine(
            $"ours:  fit {1e3 * fit:0.000} ms (first call {1e3 * first:0} ms), objective {objective:R}; forecast fit {1e3 * forecast:0.00} ms; {Resamples} bootstraps {bootstrap:0.000} s"
        );

        if (Scipy() is not { } scipy)
        {
            Console.WriteLine("scipy: not found; install python3-scipy for the comparison.");
            return;
        }

        Console.WriteLine(
            $"scipy: fit from 4,500 starts {scipy.FitSeconds:0.0} s, objective {scipy.Objective:R}; {Resamples} bootstraps {scipy.BootstrapSeconds:0.0} s"
        );
        Console.WriteLine(
            $"ratio: fit {scipy.FitSeconds / fit:#,0} x, bootstraps {scipy.BootstrapSeconds / bootstrap:0} x; objective ours / scipy - 1 = {(objective / scipy.Objective) - 1:0.0e0}"
        );
    }

    private static double Median(Func<object?> action, int rounds) =>
        Enumerable.Range(0, rounds).Select(_ => Seconds(action)).Order().ElementAt(rounds / 2);

    private static double Seconds(Func<object?> action)
    {
        var clock = Stopwatch.StartNew();
        _ = action();
        return clock.Elapsed.TotalSeconds;
    }

    private static ScipyResult? Scipy()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
        {
            return null;
        }

        var script = Path.Combine(
            SharedData.RepositoryRoot,
            "tests",
            "ScalingPipeline.Benchmarks",
            "Fits",
            "scipy_fits.py"
        );
        var start = new ProcessStartInfo(Python)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                script,
                SharedData.PathOrSkip("chinchilla/svg_extracted_data.csv"),
                $"{Resamples}",
            },
            Environment = { ["OPENBLAS_NUM_THREADS"] = "1", ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<ScipyResult>(output, Snake)
            : null;
    }

    private sealed record ScipyResult(double FitSeconds, double Objective, double BootstrapSeconds);
}
