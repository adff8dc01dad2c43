using System.Net;
using System.Text.RegularExpressions;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>A person signs in with a key, a form and a browser.</summary>
public sealed partial class SignInTests(SignInTests.Fixture web)
    : IClassFixture<SignInTests.Fixture>
{
    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    private readonly HttpClient _browser = web.Client();

    [Fact]
    public async Task A_right_key_signs_the_browser_in_until_it_signs_out()
    {
        using var entered = await EnterAsync(_reader);

        Assert.Equal("/", entered.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await _browser.StatusAsync(HttpMethod.Get, "/"));
        Assert.Equal(HttpStatusCode.OK, await _browser.StatusAsync(HttpMethod.Get, "/api/v1/laws"));

        using var left = await PostAsync("/sign-out", ("", ""));

        Assert.Equal("/sign-in", left.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await _browser.StatusAsync(HttpMethod.Get, "/"));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await _browser.StatusAsync(HttpMethod.Get, "/api/v1/laws")
        );
    }

    [Fact]
    public async Task The_cookie_is_no_business_of_scripts_or_other_sites_and_does_not_hold_the_key()
    {
        using var entered = await EnterAsync(_reader);

        var cookie = entered
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("sp-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("expires=", cookie);
        Assert.DoesNotContain(_reader, cookie);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_is_not_repeated()
    {
        const string Wrong = "<b>none of the keys</b>";

        using var refused = await EnterAsync(Wrong);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("That is none of the keys.", page);
        Assert.DoesNotContain(Wrong, page);
        Assert.Equal(HttpStatusCode.Redirect, await _browser.StatusAsync(HttpMethod.Get, "/"));
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in_or_out()
    {
        using var key = new FormUrlEncodedContent([new("key", _reader)]);
        using var refused = await _browser.PostAsync(
            "/sign-in",
            key,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await _browser.StatusAsync(HttpMethod.Get, "/"));

        using var entered = await EnterAsync(_reader);
        using var nothing = new FormUrlEncodedContent([]);
        using var kept = await _browser.PostAsync(
            "/sign-out",
            nothing,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, kept.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await _browser.StatusAsync(HttpMethod.Get, "/"));
    }

    [Fact]
    public async Task A_signed_in_browser_changes_something_only_with_the_token_of_our_form()
    {
        using var entered = await EnterAsync(_changer);

        Assert.Equal(
            HttpStatusCode.Forbidden,
            await _browser.StatusAsync(HttpMethod.Post, WebFixture.ChangePath)
        );
        using var changed = await PostAsync(WebFixture.ChangePath, ("", ""));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task A_forged_cookie_is_nobody() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await _browser.StatusAsync(
                HttpMethod.Get,
                "/api/v1/laws",
                ("Cookie", "sp-session=CfDJ8forged")
            )
        );

    private Task<HttpResponseMessage> EnterAsync(string key) => PostAsync("/sign-in", ("key", key));

    private async Task<HttpResponseMessage> PostAsync(
        string path,
        (string Name, string Value) field
    )
    {
        var cancelled = TestContext.Current.CancellationToken;
        var form = Token().Match(await _browser.GetStringAsync("/sign-in", cancelled));
        using var content = new FormUrlEncodedContent([
            new(form.Groups["name"].Value, form.Groups["value"].Value),
            new(field.Name, field.Value),
        ]);
        return await _browser.PostAsync(path, content, cancelled);
    }

    [GeneratedRegex(
        "type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();

    public sealed class Fixture()
        : WebFixture([
            ("Web:Hosts:0", "laws.example"),
            ("Web:WrongKeysPerMinute", "1000"),
            .. Keys(_reader, _changer),
        ]);
}
