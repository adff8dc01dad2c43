using System.Diagnostics;
using ScalingPipeline.Laws.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Forecasts;

/// <summary>Prints what the intervals of forecasts promise and keep, forward-chained over seven public families, each left out of the quantiles that judge it.</summary>
internal static class CalibrationTable
{
    private static readonly double[] Levels = [0.8, 0.9, 0.95];

    private static readonly (string Title, int Least, int Most)[] Sizes =
    [
        ("4-5 runs", 4, 5),
        ("6-9 runs", 6, 9),
        ("10-20 runs", 10, 20),
        ("21-60 runs", 21, 60),
        ("more runs", 61, int.MaxValue),
    ];

    public static void Print()
    {
        Console.WriteLine(
            "Forecasts of all later points from forward-chained origins; intervals leave the family out. Cells: coverage / mean full width of log loss / interval score."
        );
        Print("Every origin that the library forecasts from", refused: false);
        Print(
            "With the origins that it refuses (L(N, D) from two sizes or five runs)",
            refused: true
        );
    }

    private static void Print(string title, bool refused)
    {
        var clock = Stopwatch.StartNew();
        var study = Calibration.Measure(refused);
        Console.WriteLine();
        Console.WriteLine($"{title}:");
        Console.WriteLine(
            $"{"family", -14}{"cells", 6}{"error", 8}  {"80 %", -21}{"90 %", -21}{"95 %", -21}{"bootstrap 90 %", -21}"
        );
        var rows = new List<IntervalScore[]>();
        foreach (var family in RunFamilies.Names)
        {
            var cells = study.Cells.Where(c => c.Family == family).ToArray();
            IntervalScore[] row =
            [
                .. Levels.Select(level => study.Of(family, level)),
                study.Bootstrap(family, 0.9),
            ];
            rows.Add(row);
            Console.WriteLine(
                $"{family, -14}{cells.Length, 6}{cells.Average(c => c.MeanError), 8:0.0000}  {string.Concat(row.Select(Cell))}"
            );
        }

        Console.WriteLine(
            $"{"mean of 7", -28}  {string.Concat(Enumerable.Range(0, 4).Select(k => Cell(IntervalScore.Mean(rows.Select(r => r[k])))))}"
        );
        Console.WriteLine(
            $"{"mean of first 5", -28}  {string.Concat(Enumerable.Range(0, 4).Select(k => Cell(IntervalScore.Mean(rows.Take(5).Select(r => r[k])))))}"
        );
        foreach (var (runs, least, most) in Sizes)
        {
            var cells = study
                .Cells.Where(c => c.Fit.Points >= least && c.Fit.Points <= most)
                .ToArray();
            if (cells.Length > 0)
            {
                Console.WriteLine(
                    $"{runs, -14}at 90 %: {Cell(IntervalScore.Mean(cells.Select(c => study.Of(c, 0.9))))} over {cells.Length} cells"
                );
            }
        }

        Console.WriteLine(
            $"quantiles leaving a family out (80 / 90 / 95 %): {string.Join(", ", RunFamilies.Names.Select(f => $"{f} {study.Without(f).At(0.8):0.00}/{study.Without(f).At(0.9):0.00}/{study.Without(f).At(0.95):0.00}"))}"
        );
        var all = study.All();
        Console.WriteLine(
            $"quantiles of all families, and the largest leaving one out: {string.Join(", ", new[] { 0.5, 0.8, 0.9, 0.95, 0.98, 0.99 }.Select(level => $"{level:0.##}: {all.At(level):0.00}, {RunFamilies.Names.Max(f => study.Without(f).At(level)):0.00}"))}"
        );
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s");
    }

    private static string Cell(IntervalScore s) =>
        $"{s.Coverage:.000} / {s.Width:.000} / {s.Score:.000}".PadRight(21);
}
