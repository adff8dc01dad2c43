using ScalingPipeline.Monitoring.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Detection;

/// <summary>Faults put into the healthy runs of the public ladder: what the rules find, when, and what cause they name; beside them what looks at one curve alone.</summary>
internal static class DetectionTable
{
    public static async Task PrintAsync()
    {
        var study = await DetectionStudy.ReadAsync(CancellationToken.None);
        var alarms = study.FalseAlarms();
        Console.WriteLine(
            $"{study.Runs} healthy runs, {study.Evaluations} looks: {alarms.Count} false alarms ({1000.0 * alarms.Count / study.Evaluations:0.0} per 1,000)."
        );
        Console.WriteLine();
        Heading();
        var recall = OwnHistoryRules.All.Select(_ => 0).ToArray();
        int found = 0,
            tried = 0;
        foreach (var fault in InjectedFaults.All)
        {
            var result = study.Try(fault);
            Row(result);
            found += result.Found;
            tried += result.Runs;
            for (var rule = 0; rule < recall.Length; rule++)
            {
                recall[rule] += study.FoundBy(OwnHistoryRules.All[rule].Alerts, fault);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{"rule", -72} recall  healthy runs alerted");
        Console.WriteLine(
            $"{"ours", -72} {found / (double)tried, 6:0.00}  {alarms.Select(a => a.Condition.Run).Distinct().Count()} of {study.Runs}"
        );
        for (var rule = 0; rule < recall.Length; rule++)
        {
            var (name, alerts) = OwnHistoryRules.All[rule];
            Console.WriteLine(
                $"{name, -72} {recall[rule] / (double)tried, 6:0.00}  {study.FalseAlarmsOf(alerts)} of {study.Runs}"
            );
        }
    }

    /// <summary>The faults whose name holds a text, each with what was said, of whom, and where nothing was.</summary>
    public static async Task PrintAsync(string name)
    {
        var study = await DetectionStudy.ReadAsync(CancellationToken.None);
        Heading();
        foreach (
            var fault in InjectedFaults.All.Where(f =>
                f.Name.Contains(name, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            var result = study.Try(fault);
            Row(result);
            Console.WriteLine($"  said: {string.Join(", ", result.Codes)}");
            Console.WriteLine($"  accused: {string.Join(", ", result.Accused)}");
            Console.WriteLine($"  missed: {string.Join(", ", result.Missed)}");
        }
    }

    private static void Heading() =>
        Console.WriteLine(
            $"{"fault, each in every run", -46} found  delay  cause right  open  wrong  siblings accused"
        );

    private static void Row(FaultResult result) =>
        Console.WriteLine(
            $"{result.Name, -46} {result.Found, 2}/{result.Runs}  {result.Delay, 5:0.00}  {result.Named, 11}  {result.Open, 4}  {result.Wrong, 5}  {result.Accused.Length, 16}"
        );
}
