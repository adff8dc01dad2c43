using System.Diagnostics;
using ScalingPipeline.Laws.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Forecasts;

/// <summary>Prints how the extrapolation of single curves does on the 72 public vision tasks beside M1 to M4 of Alabdulmohsin et al. 2022.</summary>
internal static class CurveTable
{
    public static void Print()
    {
        var curves = VisionCurve.Load();
        var study = CurveStudy.Of(curves);
        Console.WriteLine("Root mean square log error on the test rows of 72 tasks.");
        Console.WriteLine($"{"", -10}{"mean", 8}{"median", 8}{"worst", 8}");
        Row("ours", study.Errors);
        foreach (var method in new[] { "M1", "M2", "M3", "M4" })
        {
            Row(method, [.. curves.Select(c => c.Published[method])]);
        }

        Console.WriteLine(
            $"better than M4 on {study.ShareBetterThan("M4"):0.0%} of tasks, best of the five on {study.ShareBetterThan("M1", "M2", "M3", "M4"):0.0%}"
        );
        Console.WriteLine("worst tasks:");
        foreach (
            var (curve, error) in curves.Zip(study.Errors).OrderByDescending(p => p.Second).Take(6)
        )
        {
            Console.WriteLine(
                $"  {curve.Task, -8}{curve.Model, -10} {error:0.000} (M4 {curve.Published["M4"]:0.000})"
            );
        }

        foreach (var level in new[] { 0.8, 0.9, 0.95 })
        {
            var scores = study.LeavingOneArchitectureOut(level);
            var all = IntervalScore.Mean(scores.Select(s => s.Score));
            var each = scores
                .GroupBy(s => s.Model)
                .Select(g => $"{g.Key} {g.Average(s => s.Score.Coverage):.00}");
            Console.WriteLine(
                $"{level:0%} interval leaving one architecture out: covers {all.Coverage:.000}, mean full width {all.Width:.000}, score {all.Score:.000} ({string.Join(", ", each)})"
            );
        }

        Console.WriteLine(
            $"all 72 with rolling origins, one thread: {Enumerable.Range(0, 3).Min(_ => Seconds(curves)):0.00} s"
        );
    }

    private static double Seconds(IReadOnlyList<VisionCurve> curves)
    {
        var clock = Stopwatch.StartNew();
        foreach (var curve in curves)
        {
            _ = curve.Extrapolate();
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static void Row(string method, double[] errors)
    {
        var sorted = errors.Order().ToArray();
        Console.WriteLine(
            $"{method, -10}{errors.Average(), 8:.0000}{(sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, 8:.0000}{sorted[^1], 8:.0000}"
        );
    }
}
