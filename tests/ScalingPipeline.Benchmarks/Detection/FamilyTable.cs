using ScalingPipeline.Monitoring.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Detection;

/// <summary>Simulated families whose runs keep an offset of their own for good: false alarms of all rules, and what share of faults is found, by kind and size.</summary>
internal static class FamilyTable
{
    private const int Families = 200;

    private static readonly double[] _offsets = [0.01, 0.015, 0.02];
    private static readonly double[] _progress = [0.3, 0.6, 1];
    private static readonly double[] _sizes = [0.03, 0.04, 0.05, 0.06, 0.08, 0.10, 0.12];

    private static readonly (string Name, Func<double, double, double> Effect)[] _kinds =
    [
        ("level from the start", FamilyStudy.Level),
        ("step at .4", FamilyStudy.Step),
        ("ramp from .4", FamilyStudy.Ramp),
    ];

    public static void Print()
    {
        Console.WriteLine(
            $"{Families} healthy families of five runs, lasting offsets of ln loss with the SD given, one run at the share of its schedule given:"
        );
        Console.WriteLine($"{"offset", -8} {"at", 4}  alerts  per 1,000 runs  which");
        foreach (var offset in _offsets)
        {
            foreach (var progress in _progress)
            {
                var (evaluations, alarms) = new FamilyStudy(Families, offset).FalseAlarms(progress);
                var which = alarms
                    .GroupBy(a => a.Code)
                    .OrderByDescending(g => g.Count())
                    .Select(g => $"{g.Count()} {g.Key}");
                Console.WriteLine(
                    $"{offset, -8} {progress, 4}  {alarms.Count, 6}  {1000.0 * alarms.Count / evaluations, 14:0.0}  {string.Join(", ", which)}"
                );
            }
        }

        Console.WriteLine();
        Console.WriteLine("Share of families in which one run with a fault is alerted by its end:");
        Console.WriteLine(
            $"{"offset", -8} {"fault", -20} {string.Join("  ", _sizes.Select(s => $"{s, 5:0 %}"))}"
        );
        foreach (var offset in _offsets)
        {
            var study = new FamilyStudy(Families, offset);
            foreach (var (name, effect) in _kinds)
            {
                var shares = _sizes.Select(size => study.Found(p => effect(size, p)));
                Console.WriteLine(
                    $"{offset, -8} {name, -20} {string.Join("  ", shares.Select(s => $"{s, 5:0.00}"))}"
                );
            }
        }
    }
}
