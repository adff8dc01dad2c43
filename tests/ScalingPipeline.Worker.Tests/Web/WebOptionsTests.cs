using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>What is configured wrongly does not start, and one sentence says why.</summary>
public sealed class WebOptionsTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://laws.example:5080")]
    public async Task An_address_that_others_can_reach_needs_a_sign_in(string url) =>
        await RefusedAsync("set Web:ApiKeys", ("Web__Url", url));

    [Theory]
    [InlineData("Web__Hosts__0", "laws.example")]
    [InlineData("Web__KnownProxies__0", "10.0.0.0/8")]
    public async Task A_proxy_in_front_of_loopback_needs_a_sign_in(string setting, string value) =>
        await RefusedAsync("which others can reach", (setting, value));

    [Theory]
    [InlineData("5080")]
    [InlineData("http://*:0")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://somebody:password@127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task An_address_that_is_none_is_refused(string url) =>
        await RefusedAsync("Web:Url must be one http or https address", ("Web__Url", url));

    [Fact]
    public async Task A_tls_address_needs_a_certificate() =>
        await RefusedAsync("there is no certificate", ("Web__Url", "https://127.0.0.1:0"));

    [Fact]
    public async Task A_key_that_can_be_guessed_is_refused_and_not_repeated()
    {
        var result = await RefusedAsync(
            "at least 32 characters",
            ("Web__ApiKeys__0__Name", "reader"),
            ("Web__ApiKeys__0__Key", "too-short-a-key")
        );

        Assert.DoesNotContain("too-short-a-key", result.Output + result.Error);
    }

    [Fact]
    public async Task An_issuer_without_tls_is_refused() =>
        await RefusedAsync(
            "Web:Jwt:Authority must be the https address",
            ("Web__Jwt__Authority", "http://login.example"),
            ("Web__Jwt__Audience", "api://scaling-pipeline")
        );

    [Theory]
    [InlineData("https://login.microsoftonline.com/tenant/v2.0")]
    [InlineData("https://login.microsoftonline.com/tenant/v2.0/")]
    public async Task An_audience_that_no_token_of_the_issuer_has_is_refused(string authority) =>
        await RefusedAsync(
            "are made out for the client ID of the API",
            ("Web__Jwt__Authority", authority),
            ("Web__Jwt__Audience", "api://scaling-pipeline")
        );

    [Fact]
    public async Task A_deadline_that_is_none_is_refused() =>
        await RefusedAsync(
            "Hosting:ShutdownTimeout must be between 0 and 1 h",
            ("Hosting__ShutdownTimeout", "2.00:00:00")
        );

    private static async Task<CliResult> RefusedAsync(
        string sentence,
        params (string Name, string Value)[] settings
    )
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunWithAsync(
            settings.ToDictionary(s => $"SCALING_PIPELINE_{s.Name}", s => s.Value),
            "run",
            "--data",
            folder.At("data")
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(sentence, result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        return result;
    }
}
