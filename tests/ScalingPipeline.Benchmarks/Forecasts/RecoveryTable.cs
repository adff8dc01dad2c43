using ScalingPipeline.Laws.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Forecasts;

/// <summary>Prints how often nominal 90 % intervals of the parameters cover the truth, for every law of Henighan et al. 2020, table 1.</summary>
internal static class RecoveryTable
{
    private const string Reported = "profile, many";

    private static readonly string[] Methods = ["covariance", "profile", "bootstrap", Reported];
    private static readonly string[] Parameters = ["L_inf", "x0", "alpha"];

    public static void Print()
    {
        Console.WriteLine(
            $"Coverage of the truth by 90 % intervals in {RecoveryStudy.Repetitions} simulations, and in {RecoveryStudy.ManyRepetitions} by those that are reported, of profile; ten scales of three seeds, noise .02 nats; L_inf / x0 / alpha."
        );
        Console.WriteLine($"{"", -22}{string.Concat(Methods.Select(m => $"{m, -20}"))}");
        foreach (var row in HenighanRow.Table)
        {
            RecoveredParameter[] found =
            [
                .. RecoveryStudy.Measure(row, seed: 1),
                .. RecoveryStudy
                    .MeasureProfile(row, seed: 1)
                    .Select(r => r with { Method = Reported }),
            ];
            var cells = Methods.Select(method =>
                string.Join(
                        " / ",
                        Parameters.Select(p =>
                            found.SingleOrDefault(f => f.Method == method && f.Parameter == p)
                                is { } one
                                ? $"{one.Coverage:.000}"
                                : "   -"
                        )
                    )
                    .PadRight(20)
            );
            Console.WriteLine($"{row.Domain, -22}{string.Concat(cells)}");
        }
    }
}
