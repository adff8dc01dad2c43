using System.Diagnostics;
using System.Text;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Tests;

namespace ScalingPipeline.Benchmarks.Report;

/// <summary>The report of domains of many runs: its size, and its time against that of the refit that it tells of.</summary>
internal static class ReportTable
{
    private const int Repeats = 3;
    private const double Megabyte = 1e6;

    public static void Print()
    {
        Console.WriteLine(
            "A report: HTML, Markdown and JSON of refitted domains, beside the analysis of the same runs. The ratio is of the medians."
        );
        Console.WriteLine(
            $"{"domains", 8}{"runs", 6}{"checkpoints", 13}{"HTML", 10}{"Markdown", 10}{"JSON", 10}{"report", 11}{"refit", 11}{"ratio", 8}"
        );
        foreach (
            var (domains, sizes, lengths, checkpoints) in new[]
            {
                (1, 5, 1, 8),
                (1, 7, 6, 8),
                (4, 20, 10, 50),
            }
        )
        {
            var grid = new GridDomain("domain")
            {
                Sizes = sizes,
                Lengths = lengths,
                Checkpoints = checkpoints,
                RunName = (size, length) => $"lang-tf-n{size:000000}-d{length:0000}k-s6412",
            };
            var reports = Enumerable
                .Range(1, domains)
                .Select(i => (grid with { Name = $"domain-{i}" }).Build())
                .ToArray();
            PrintRow(SampleReport.Of(reports), checkpoints);
        }
    }

    private static void PrintRow(ReportInput input, int checkpoints)
    {
        var (writing, refitting) = (new List<double>(), new List<double>());
        string[] written = [];
        for (var i = 0; i < Repeats; i++)
        {
            writing.Add(
                Seconds(() =>
                    written = [
                        ReportWriter.Html(input),
                        ReportWriter.Markdown(input),
                        ReportWriter.Json(input),
                    ]
                )
            );
            refitting.Add(
                Seconds(() =>
                {
                    foreach (var domain in input.Domains)
                    {
                        _ = DomainRefit.Analyse(domain.Snapshot);
                    }
                })
            );
        }

        var sizes = Array.ConvertAll(written, text => Encoding.UTF8.GetByteCount(text) / Megabyte);
        var (report, refit) = (Median(writing), Median(refitting));
        Console.WriteLine(
            $"{input.Domains.Count, 8}{input.Domains.Sum(d => d.Snapshot.Runs.Count), 6}{checkpoints, 13}{sizes[0], 7:0.00} MB{sizes[1], 7:0.00} MB{sizes[2], 7:0.00} MB{1e3 * report, 8:#,0} ms{1e3 * refit, 8:#,0} ms{report / refit, 8:0.00}"
        );
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
