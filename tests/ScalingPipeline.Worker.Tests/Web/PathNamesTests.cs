using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

public sealed class PathNamesTests
{
    [Fact]
    public void A_name_is_read_back_from_a_path_as_it_was() =>
        Prop.ForAll<UnicodeString, UnicodeString>(
                (domain, run) =>
                {
                    // Half a surrogate pair is no character: it cannot be escaped.
                    var (d, r) = (Whole(domain), Whole(run));
                    return Read(PathNames.Run(d, r), 1) == d && Read(PathNames.Run(d, r), 3) == r;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a/b")]
    [InlineData("%2F")]
    [InlineData("a?b=c#d")]
    [InlineData("..")]
    [InlineData("")]
    public void What_means_something_in_a_path_is_text_in_a_name(string name)
    {
        Assert.Equal(name, Read($"{PathNames.Run("d", name)}?before=x", 3));
        Assert.DoesNotContain('?', PathNames.Run("d", name));
        Assert.Equal(4, PathNames.Run("d", name).Count(c => c == '/'));
    }

    [Fact]
    public void A_path_that_is_too_short_has_no_name() => Assert.Equal("", Read("/domains", 3));

    private static string Whole(UnicodeString text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get ?? ""));

    private static string Read(string target, int part)
    {
        var http = new DefaultHttpContext();
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        return http.NameIn(part);
    }
}
