using System.Globalization;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Monitoring.Tests.Laws;

/// <summary>
/// Golden values: the shared data's README, independent fits to the final losses of <c>ladder/SUMMARY.csv</c> (five decimals) at
/// D = 5,242,880.
/// </summary>
public sealed class PublishedLadderFitTests
{
    [Theory]
    [InlineData("transformer", 1.191804, 1838.46, 0.256551, 1.537773e-5)]
    [InlineData("lstm", 1.106016, 1581.86, 0.280062, 1.202289e-6)]
    public void The_reporting_fit_of_one_axis_is_unweighted_least_squares_of_ln_loss(
        string architecture,
        double floor,
        double scale,
        double exponent,
        double objective
    )
    {
        var points = File.ReadLines(SharedData.PathOrSkip("ladder/SUMMARY.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(row => row[1] == "language" && row[2] == architecture && row[4] == "5242880")
            .Select(row =>
                (
                    row[0],
                    double.Parse(row[3], CultureInfo.InvariantCulture),
                    double.Parse(row[6], CultureInfo.InvariantCulture)
                )
            )
            .ToArray();

        var law = new PowerLawRecords(new LawContext("language", architecture, "hash", []))
            .Of("N", "D = 5,242,880 tokens", points, next: 4)
            .First();

        Assert.Equal("reporting", law.Fit);
        Assert.Equal(floor, law.Parameters["L_inf"], 1e-6);
        Assert.Equal(scale, law.Parameters["N0"], 1e-2);
        Assert.Equal(exponent, law.Parameters["alpha"], 1e-6);
        Assert.Equal(objective, law.Objective, 1e-11);
    }
}
