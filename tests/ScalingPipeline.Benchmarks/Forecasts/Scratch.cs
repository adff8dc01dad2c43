using System.Diagnostics;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Benchmarks.Forecasts;

internal static class Scratch
{
    public static void Run()
    {
        var data = ChinchillaPoints.Load();
        for (var k = 0; k < 3; k++)
        {
            var c = Stopwatch.StartNew();
            var b = Bootstrap.OfChinchilla(data, FitOptions.Reporting, 42, 4000)!;
            Console.WriteLine($"bootstrap {c.Elapsed.TotalMilliseconds:0} ms se alpha {b.StandardError(l => l.Alpha):R} {b.Unconverged}");
            c.Restart();
            for (var i = 0; i < 200; i++) ChinchillaFit.Fit(data, FitOptions.Reporting);
            Console.WriteLine($"fit {c.Elapsed.TotalMilliseconds / 200:0.000} ms");
            c.Restart();
            for (var i = 0; i < 200; i++) new AdditiveProblem(data, new AdditiveForm(true, true), FitOptions.Reporting).Solve();
            Console.WriteLine($"solve {c.Elapsed.TotalMilliseconds / 200:0.000} ms");
            var p = new AdditiveProblem(data, new AdditiveForm(true, true), FitOptions.Reporting);
            c.Restart();
            for (var i = 0; i < 200; i++) StartGrid.Starts(p.Kernel, p.Form, p.BaseWeight, 4);
            Console.WriteLine($"grid {c.Elapsed.TotalMilliseconds / 200:0.000} ms");
            var s = p.Solve();
            var pts = new PackedPoints(240); pts.Fill(p.Kernel, p.BaseWeight);
            var g = new double[5]; var h = new double[25]; var d = new double[5];
            c.Restart();
            for (var i = 0; i < 10000; i++) AdditiveKernel.Evaluate(pts, s.Theta, 1e-3, default, g, h, d);
            Console.WriteLine($"pass {c.Elapsed.TotalMicroseconds / 10000:0.00} us = {c.Elapsed.TotalNanoseconds / 10000 / 240:0.00} ns/point; iterations {s.Minimum.Iterations} {s.StartsAtMinimum}/{s.Starts}");
        }
    }
}
