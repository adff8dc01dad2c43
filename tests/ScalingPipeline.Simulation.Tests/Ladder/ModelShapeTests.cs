using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Tests.Ladder;

public sealed class ModelShapeTests
{
    // Counted by PyTorch for real models of these shapes.
    [Theory]
    [InlineData(3, 48, 256, 128, 82_944, 115_632)]
    [InlineData(2, 32, 21, 128, 24_576, 30_912)]
    [InlineData(1, 16, 33, 64, 3_072, 5_392)]
    public void Parameters_are_counted_as_a_training_job_counts_them(
        int layers,
        int width,
        int vocabulary,
        int context,
        long parameters,
        long total
    )
    {
        var shape = new ModelShape(layers, width, 1);

        Assert.Equal(parameters, shape.Parameters);
        Assert.Equal(total, shape.TotalParameters(vocabulary, context));
    }

    [Fact]
    public void Heads_divide_the_width() =>
        Assert.All(ModelShape.Ladder, shape => Assert.Equal(0, shape.Width % shape.Heads));
}
