using System.Diagnostics;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Forecasts;

internal static class Scratch
{
    public static void Run()
    {
        var families = RunFamilies.Load();
        foreach (var f in families.GroupBy(f => f.Family))
        {
            Console.WriteLine($"{f.Key,-14} sets {f.Count()} cells {f.Sum(x => x.Cuts().Count)} rows {f.Sum(x => x.Data.Count)}");
        }
        foreach (var f in families.Where(f => f.Family == "openlm"))
        {
            Console.WriteLine($"{f.Name} " + string.Join(" ", f.Cuts().Select(cut => $"{f.Data.Where(s => f.Compute[s] <= cut).Count}:{Cell(f, cut, FitOptions.Forecast):F3}/{Cell(f, cut, FitOptions.Reporting):F3}")));
        }
        foreach (var power in new[] { -1, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2 })
        {
            var clock = Stopwatch.StartNew();
            var options = power < 0 ? FitOptions.Reporting : FitOptions.Forecast with { ComputePower = power };
            Console.Write($"p {power,5}: ");
            foreach (var g in families.GroupBy(f => f.Family))
            {
                var cells = g.SelectMany(f => f.Cuts().Select(cut => Cell(f, cut, options))).ToArray();
                Console.Write($" {g.Key} {cells.Average():F4}");
            }
            Console.WriteLine($"  {clock.ElapsedMilliseconds} ms");
        }
    }

    private static double Cell(RunFamily family, double cut, FitOptions options)
    {
        var train = family.Data.Where(s => family.Compute[s] <= cut);
        var problem = new AdditiveProblem(train, new AdditiveForm(true, train.HasTwoVariables), options);
        var theta = problem.Solve().Theta;
        double sum = 0, n = 0;
        for (var s = 0; s < family.Compute.Length; s++)
        {
            if (family.Compute[s] > cut)
            {
                var p = AdditiveKernel.LogLoss(theta, Math.Log(family.Data.X[s]) - problem.CentreU, family.Data.SecondX is null ? 0 : Math.Log(family.Data.SecondX[s]) - problem.CentreV);
                var w = family.Data.Weight[s];
                sum += w * Math.Abs(p - family.Data.LogLoss[s]);
                n += w;
            }
        }
        return sum / n;
    }
}
