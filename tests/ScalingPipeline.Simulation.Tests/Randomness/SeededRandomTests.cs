using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Tests.Randomness;

public sealed class SeededRandomTests
{
    private const int Draws = 200_000;

    // The first outputs of the authors' xoshiro256starstar.c from the state {1, 2, 3, 4}.
    [Fact]
    public void The_generator_is_xoshiro256_starstar()
    {
        var random = new SeededRandom(1, 2, 3, 4);

        Assert.Equal(
            [11520UL, 0UL, 1509978240UL, 1215971899390074240UL],
            [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()]
        );
    }

    [Fact]
    public void The_same_seed_and_name_give_the_same_numbers() =>
        Assert.Equal(
            new SeededRandom(5, "run", "loss").NextBits(),
            new SeededRandom(5, "run", "loss").NextBits()
        );

    [Theory]
    [InlineData(6, "run", "loss")]
    [InlineData(5, "run", "losses")]
    [InlineData(5, "runl", "oss")]
    public void Another_seed_or_name_gives_other_numbers(long seed, string first, string second) =>
        Assert.NotEqual(
            new SeededRandom(5, "run", "loss").NextBits(),
            new SeededRandom(seed, first, second).NextBits()
        );

    [Fact]
    public void Normals_have_mean_zero_variance_one_and_the_tails_of_a_normal()
    {
        var random = new SeededRandom(3, "normal");
        var values = Draw(random.NextNormal);

        Assert.InRange(values.Average(), -0.01, 0.01);
        Assert.InRange(values.Average(z => z * z), 0.985, 1.015);
        Assert.InRange(values.Average(z => z * z * z * z), 2.9, 3.1);
        Assert.InRange(values.Count(z => Math.Abs(z) > 1.96) / (double)Draws, 0.048, 0.052);
    }

    [Fact]
    public void Factors_and_exponentials_have_mean_one()
    {
        var random = new SeededRandom(4, "mean");

        Assert.InRange(Draw(() => random.NextFactor(0.3)).Average(), 0.997, 1.003);
        Assert.InRange(Draw(random.NextExponential).Average(), 0.99, 1.01);
    }

    [Fact]
    public void Indices_cover_their_range_evenly()
    {
        var random = new SeededRandom(5, "index");
        var counts = new int[7];
        for (var draw = 0; draw < Draws; draw++)
        {
            counts[random.NextIndex(counts.Length)]++;
        }

        Assert.All(counts, count => Assert.InRange(count * 7.0 / Draws, 0.97, 1.03));
    }

    private static double[] Draw(Func<double> next)
    {
        var values = new double[Draws];
        for (var index = 0; index < Draws; index++)
        {
            values[index] = next();
        }

        return values;
    }
}
