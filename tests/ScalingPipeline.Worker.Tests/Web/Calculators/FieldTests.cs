using ScalingPipeline.Worker.Web.Calculators;

namespace ScalingPipeline.Worker.Tests.Web.Calculators;

public sealed class FieldTests
{
    [Theory]
    [InlineData("1e9", 1e9)]
    [InlineData(" 1,000,000 ", 1e6)]
    [InlineData("7B", 7e9)]
    [InlineData("350m", 350e6)]
    [InlineData("1.5T", 1.5e12)]
    [InlineData("20k", 20e3)]
    [InlineData("0.4", 0.4)]
    public void A_number_is_read_as_people_type_it(string text, double value) =>
        Assert.Equal(value, Field.Parse(text, "N"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_field_is_no_number(string? text) => Assert.Null(Field.Parse(text, "N"));

    [Theory]
    [InlineData("x")]
    [InlineData("B")]
    [InlineData("0")]
    [InlineData("-1e9")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("1e300T")]
    [InlineData("7BB")]
    [InlineData("<script>")]
    public void Anything_else_is_refused_with_a_sentence(string text) =>
        Assert.Equal(
            "N must be a number greater than 0, as in 1e9, 7B or 350M.",
            Assert.Throws<QuestionException>(() => Field.Parse(text, "N")).Message
        );
}
