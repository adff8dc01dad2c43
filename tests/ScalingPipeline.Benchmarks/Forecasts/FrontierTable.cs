using ScalingPipeline.Monitoring.Tests.Studies;

namespace ScalingPipeline.Benchmarks.Forecasts;

/// <summary>Prints how often L(C) and N_opt(C) hold the truth, by the sizes and lengths that were trained, beside laws through every run that no cheaper one beats.</summary>
internal static class FrontierTable
{
    private const int Repetitions = 50;

    public static void Print()
    {
        Console.WriteLine(
            $"{Repetitions} simulated families each, noise {100 * FrontierStudy.Noise:0.0} % of the loss; in brackets by every run that no cheaper one beats. L_inf: its 95 % intervals that hold the truth; 4 C: 90 % intervals of the least loss of four times the compute; a of N_opt(C): within two standard errors, and its error (rms)."
        );
        Console.WriteLine(
            $"{"", -18}{"", -30}{"L_inf", -16}{"4 C", -8}{"a", -8}{"error of a", -16}"
        );
        foreach (var (name, law) in FrontierStudy.Laws)
        {
            foreach (var design in FrontierStudy.Designs)
            {
                var found = FrontierStudy.Measure(design, law, Repetitions);
                Console.WriteLine(
                    $"{name, -18}{design.Name, -30}{$"{found.Floor} ({found.FloorOfAll})", -16}{found.Forecast, -8}{found.Exponent, -8}{$"{Error(found.ExponentError)} ({Error(found.ExponentErrorOfAll)})", -16}"
                );
            }
        }
    }

    private static string Error(double value) => double.IsNaN(value) ? "-" : $"{value:.000}";
}
