using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Tests.Text;

public sealed class OutsideTests
{
    [Theory]
    [InlineData("a\0b", "a\ufffdb")]
    [InlineData("a\u202eb", "a\ufffdb")]
    [InlineData("🚀", "🚀")]
    [InlineData("שלום", "שלום")]
    public void Only_what_can_be_shown_in_its_place_is_kept(string text, string expected) =>
        Assert.Equal(expected, Outside.Clean(text));

    [Fact]
    public void Half_a_character_is_replaced() =>
        Assert.Equal("a\ufffdb", Outside.Clean("a\ud800b"));

    [Fact]
    public void A_long_name_keeps_both_ends() =>
        Assert.Equal("lang-tf-n…6412", Outside.Shorten("lang-tf-n24576-d5242k-s6412", 14));

    [Fact]
    public void A_cut_never_splits_a_character()
    {
        var shown = Outside.Shorten(string.Concat(Enumerable.Repeat("🚀", 50)), 12);

        Assert.Equal(Outside.Clean(shown), shown);
        Assert.InRange(shown.Length, 5, 12);
    }

    [Theory]
    [InlineData("a|b", "a\\|b")]
    [InlineData("`x`", "\\`x\\`")]
    [InlineData("[x](y)", "\\[x\\]\\(y\\)")]
    [InlineData("<b>", "\\<b\\>")]
    [InlineData("two\nlines", "two lines")]
    public void Markdown_marks_are_escaped(string text, string expected) =>
        Assert.Equal(expected, MarkdownText.Escape(text));

    [Fact]
    public void Nobody_is_called_by_an_at_sign() =>
        Assert.DoesNotContain("@all", MarkdownText.Escape("@all"), StringComparison.Ordinal);

    [Fact]
    public void Holes_of_markup_are_escaped_and_markup_is_not()
    {
        const string Name = "<script>\"'&";

        var html = new MarkupWriter().Write($"<b title=\"{Name}\">{new Markup("<i/>")}</b>");

        Assert.Equal("<b title=\"&lt;script&gt;&quot;&#39;&amp;\"><i/></b>", html.ToString());
    }
}
