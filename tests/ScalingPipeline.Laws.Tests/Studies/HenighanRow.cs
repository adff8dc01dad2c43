using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>One L(N) or L(C) of Henighan et al. 2020, table 1 (arXiv 2010.14701).</summary>
internal sealed record HenighanRow(string Domain, PowerLaw Law, double Least = 1e4)
{
    /// <summary>Kaplan et al. 2020, section 4.2: the loss varies by about .02 nats between seeds.</summary>
    private const double SeedNoise = 0.02;

    /// <summary>The least compute of the L(C) simulated.</summary>
    private const double PetaflopDays = 1e-5;

    private const int Scales = 10;
    private const int Seeds = 3;

    public static readonly HenighanRow[] Table =
    [
        new("Language", new PowerLaw(0, 1.47e14, 0.070)),
        new("Image 8x8", new PowerLaw(3.12, 8.0e1, 0.24)),
        new("Image 16x16", new PowerLaw(2.64, 2.8e2, 0.22)),
        new("Image 32x32", new PowerLaw(2.20, 6.3e1, 0.13)),
        new("Image VQ 16x16", new PowerLaw(3.99, 2.7e4, 0.13)),
        new("Image VQ 32x32", new PowerLaw(3.07, 1.9e4, 0.14)),
        new("Text-to-Im (Text)", new PowerLaw(0, 5.6e8, 0.037)),
        new("Text-to-Im (Image)", new PowerLaw(2.0, 5.1e3, 0.16)),
        new("Im-to-Text (Text)", new PowerLaw(0, 7.0e8, 0.039)),
        new("Im-to-Text (Image)", new PowerLaw(2.0, 5.5e3, 0.15)),
        new("Video VQ", new PowerLaw(1.01, 3.7e4, 0.24)),
        new("Math", new PowerLaw(0.28, 1.1e4, 0.16)),
        new("Language, C", new PowerLaw(0, 3.47e8, 0.048), PetaflopDays),
        new("Image 8x8, C", new PowerLaw(3.13, 1.8e-8, 0.19), PetaflopDays),
        new("Image 16x16, C", new PowerLaw(2.64, 1.6e-8, 0.16), PetaflopDays),
        new("Image 32x32, C", new PowerLaw(2.21, 3.6e-9, 0.1), PetaflopDays),
        new("Image VQ 16x16, C", new PowerLaw(4.09, 6.1e-7, 0.11), PetaflopDays),
        new("Image VQ 32x32, C", new PowerLaw(3.17, 2.6e-6, 0.12), PetaflopDays),
        new("Text-to-Im, C", new PowerLaw(1.93, 1.5e-6, 0.15), PetaflopDays),
        new("Im-to-Text, C", new PowerLaw(1.97, 1.5e-6, 0.16), PetaflopDays),
        new("Video VQ, C", new PowerLaw(0.95, 2.2e-5, 0.14), PetaflopDays),
        new("Math, C", new PowerLaw(0.14, 1.4e-5, 0.17), PetaflopDays),
    ];

    public bool HasFloor => Law.LInf > 0;

    /// <summary>Ten scales over five decades, three seeds each: N from 1e4, C from 1e-5 PF-days.</summary>
    public Observations Simulate(ulong seed)
    {
        var random = new Xoshiro256(seed);
        List<double> n = [],
            loss = [];
        var runs = new List<string>();
        for (var scale = 0; scale < Scales; scale++)
        {
            for (var repeat = 0; repeat < Seeds; repeat++)
            {
                n.Add(Least * Math.Pow(10, 5.0 * scale / (Scales - 1)));
                loss.Add(Law.Loss(n[^1]) + (SeedNoise * SyntheticRuns.Normal(random)));
                runs.Add($"{scale:00}-{repeat}");
            }
        }

        return Observations.OfOne(Least < 1 ? "C" : "N", [.. n], [.. loss], runs: [.. runs]);
    }

    /// <summary>The true value of a parameter.</summary>
    public double Truth(string parameter) =>
        parameter switch
        {
            "L_inf" => Law.LInf,
            "x0" => Law.X0,
            _ => Law.Alpha,
        };
}
