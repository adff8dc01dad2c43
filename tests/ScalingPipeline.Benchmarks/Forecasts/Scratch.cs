using System.Diagnostics;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Studies;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Benchmarks.Forecasts;

internal static class Scratch
{
    public static void Run()
    {
        foreach (var row in HenighanRow.Table)
        {
            var c = Stopwatch.StartNew();
            var options = FitOptions.LeastSquares with { WithFloor = row.HasFloor };
            var counts = new SortedDictionary<string, int>();
            var notId = 0;
            for (ulong r = 0; r < 200; r++)
            {
                var data = row.Simulate(1000 + r);
                var fit = PowerLawFit.Fit(data, options).Fit;
                if (!fit.Status.IsUsable) notId++;
                void Add(string kind, IEnumerable<ParameterInterval> list)
                {
                    foreach (var i in list) { counts.TryAdd($"{i.Name} {kind}", 0); if (i.Contains(row.Truth(i.Name))) counts[$"{i.Name} {kind}"]++; }
                }
                Add("wald", WaldIntervals.Of(fit));
                Add("prof", ProfileIntervals.OfPowerLaw(data, options));
                var boot = Bootstrap.OfPowerLaw(data, options, r, 500)!;
                Add("boot", fit.Parameters.Select(p => { var (l, h) = boot.Interval(x => p.Name == "L_inf" ? x.LInf : p.Name == "x0" ? Math.Log(x.X0) : x.Alpha, 0.9); if (p.Name == "x0") (l, h) = (Math.Exp(l), Math.Exp(h)); return new ParameterInterval(p.Name, 0.9, l, h); }));
            }
            Console.WriteLine($"{row.Domain,-20} {c.ElapsedMilliseconds} ms notid {notId} {string.Join(" ", counts.Select(k => $"{k.Key} {k.Value / 2.0:0.0}"))}");
        }
    }
}
