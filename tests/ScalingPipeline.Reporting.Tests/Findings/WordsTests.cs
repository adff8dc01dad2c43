using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Tests.Findings;

public sealed class WordsTests
{
    [Theory]
    [InlineData(
        "pooled scale of seven families, times this family's own 71 scores from 6 origins; nominal",
        "as wide as past forecasts of seven public families were off, corrected by how far off 71 forecasts from 6 starting points of this family were"
    )]
    [InlineData(
        "pooled scale of seven families; provisional: 9 distinct points; families of 4-5 covered .93",
        "as wide as past forecasts of seven public families were off; provisional: 9 distinct points"
    )]
    public void What_an_interval_rests_on_is_one_plain_sentence(string basis, string expected) =>
        Assert.Equal(expected, BasisWords.Of(basis));

    [Fact]
    public void A_rising_loss_is_not_near_a_floor()
    {
        Assert.DoesNotContain("floor", LimitWords.Of(EndVerdict.Rising), StringComparison.Ordinal);
        Assert.Equal("rose by 0.0910", LimitWords.Slope(0.091));
        Assert.Equal("fell by 0.104", LimitWords.Slope(-0.104));
    }

    [Fact]
    public void What_all_names_begin_with_is_cut_and_not_their_middle()
    {
        string[] names = ["lang-tf-n84934656-d33k-s1", "lang-tf-n84934656-d67k-s2"];

        var prefix = CommonPrefix.Of(names);

        Assert.Equal("lang-tf-n84934656-", prefix);
        Assert.Equal("…d33k-s1", CommonPrefix.Without(prefix, names[0]));
        Assert.Equal("", CommonPrefix.Of(["a-1", "a-2"]));
        Assert.Equal("", CommonPrefix.Of(["lang-tf-", "lang-tf-n1"]));
        Assert.Equal("", CommonPrefix.Of(["lang-tf-n1"]));
    }

    [Fact]
    public void A_condition_is_as_short_as_every_size()
    {
        var law = new SampleDomain("language").Build().Analysis.Laws[0] with
        {
            Condition = "D = 1,073,741,824 tokens",
        };

        Assert.Equal("D = 1.07B tokens", LawWords.Condition(law));
    }
}
