using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>One L(N) of Henighan et al. 2020, table 1 (arXiv 2010.14701).</summary>
internal sealed record HenighanRow(string Domain, PowerLaw Law)
{
    /// <summary>Kaplan et al. 2020, section 4.2: the loss varies by about .02 nats between seeds.</summary>
    private const double SeedNoise = 0.02;

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
    ];

    public bool HasFloor => Law.LInf > 0;

    /// <summary>Sizes from 1e4 to 1e9, three seeds each.</summary>
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
                n.Add(1e4 * Math.Pow(10, 5.0 * scale / (Scales - 1)));
                loss.Add(Law.Loss(n[^1]) + (SeedNoise * SyntheticRuns.Normal(random)));
                runs.Add($"{scale:00}-{repeat}");
            }
        }

        return Observations.OfOne("N", [.. n], [.. loss], runs: [.. runs]);
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
