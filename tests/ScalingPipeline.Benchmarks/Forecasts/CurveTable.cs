using System.Diagnostics;
using ScalingPipeline.Laws.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Forecasts;

/// <summary>Prints how the extrapolation of single curves does on the 72 public vision tasks beside M1 to M4.</summary>
internal static class CurveTable
{
    public static void Print()
    {
        var curves = VisionCurve.Load();
        foreach (var c in curves.Take(3)) c.Extrapolate();
        for (var k = 0; k < 3; k++)
        {
        var clock = Stopwatch.StartNew();
        var fits = curves.Select(c => (Curve: c, Fit: c.Extrapolate())).ToArray();
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:0.000} s");
        var errors = fits.Select(f => f.Curve.Error(f.Fit)).ToArray();
        var sorted = errors.Order().ToArray();
        Console.WriteLine($"mean {errors.Average():0.00000} median {(sorted[35] + sorted[36]) / 2:0.00000} p90 {sorted[64]:0.0000} worst {sorted[^1]:0.0000} wins M4 {fits.Zip(errors, (f, e) => e < f.Curve.Published["M4"] ? 1.0 : 0).Average():0.000} best of five {fits.Zip(errors, (f, e) => f.Curve.Published.Values.All(m => e < m) ? 1.0 : 0).Average():0.000}");
        foreach (var (f, e) in fits.Zip(errors).OrderByDescending(p => p.Second).Take(k == 0 ? 8 : 0))
            Console.WriteLine($"  {f.Curve.Task} {f.Curve.Model} {e:0.000} M4 {f.Curve.Published["M4"]:0.000} share {f.Fit.FlooredShare:0.00} n {f.Fit.Points}");
        }
    }
}
