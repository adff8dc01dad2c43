using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Uncertainty;

/// <summary>The bootstrap of Besiroglu et al. 2024, arXiv 2404.10102, resample by resample.</summary>
public sealed class ReplicationBootstrapTests
{
    [Fact]
    public void Every_resample_reaches_the_published_objective_or_a_lower_one()
    {
        var (problem, optimum, data) = Replication();
        var refits = ChinchillaResamples.PublishedRefits();
        var (atOrBelow, lower, unconverged) = (0, 0, 0);
        foreach (var (count, published) in ChinchillaResamples.Counts().Zip(refits))
        {
            var weight = Weights(data, count);
            var solution = problem.Resolve(optimum, weight);
            var reference = Objective(data, published, weight);
            atOrBelow += solution.Minimum.Objective <= reference * (1 + 1e-9) ? 1 : 0;
            lower += solution.Minimum.Objective < reference * (1 - 1e-5) ? 1 : 0;
            unconverged += solution.Minimum.Exit.IsMinimum() ? 0 : 1;
        }

        Assert.Equal(4000, refits.Length);
        TestContext.Current.TestOutputHelper!.WriteLine($"{atOrBelow} {lower} {unconverged}");
        Assert.Equal(4000, atOrBelow);
        Assert.InRange(lower, 55, 70);
        Assert.Equal(0, unconverged);
    }

    /// <summary>Standard errors of the published 4,000 refits: A 124.522, B 1293.284, E .02566, alpha .01540, beta .02060.</summary>
    [Theory]
    [InlineData("A", 124.522)]
    [InlineData("B", 1293.284)]
    [InlineData("E", 0.02566)]
    [InlineData("alpha", 0.01540)]
    [InlineData("beta", 0.02060)]
    public void Standard_errors_agree_within_bootstrap_noise(string parameter, double published)
    {
        var sample = Bootstrap.OfChinchilla(
            ChinchillaPoints.Load(),
            FitOptions.Reporting,
            seed: 42,
            replicates: 2000
        )!;
        Func<ChinchillaLaw, double> value = parameter switch
        {
            "A" => law => law.A,
            "B" => law => law.B,
            "E" => law => law.E,
            "alpha" => law => law.Alpha,
            _ => law => law.Beta,
        };

        // The standard error of a standard error from 2,000 heavy-tailed replicates, and from 4,000.
        var values = sample.Laws.Select(value).ToArray();
        var mean = values.Average();
        var second = values.Average(v => Math.Pow(v - mean, 2));
        var fourth = values.Average(v => Math.Pow(v - mean, 4));
        var noise = Math.Sqrt(
            ((fourth / (second * second)) - 1) / 4 * ((1 / 2000.0) + (1 / 4000.0))
        );
        Assert.Equal(0, sample.Unconverged);
        Assert.Equal(1, sample.StandardError(value) / published, 3 * noise);
    }

    private static (AdditiveProblem, Solution, Observations) Replication()
    {
        var data = ChinchillaPoints.Load();
        var (_, problem, solution) = AdditiveFit.Run(data, FitOptions.Reporting);
        return (problem!, solution!, data);
    }

    private static double[] Weights(Observations data, double[] count)
    {
        var weight = new double[data.Weight.Length];
        for (var row = 0; row < count.Length; row++)
        {
            weight[data.SlotOfRow[row]] += count[row];
        }

        return weight;
    }

    /// <summary>The summed Huber loss of a law, from its definition.</summary>
    private static double Objective(Observations data, ChinchillaLaw law, double[] weight)
    {
        var huber = FitOptions.Reporting.Loss;
        var sum = 0.0;
        for (var slot = 0; slot < weight.Length; slot++)
        {
            var predicted = Math.Log(law.Loss(data.X[slot], data.SecondX![slot]));
            sum += weight[slot] * huber.Value(predicted - data.LogLoss[slot]);
        }

        return sum;
    }
}
