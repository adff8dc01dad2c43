using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>A service that takes the tokens of one issuer, made out for it.</summary>
public sealed class JwtTests(JwtTests.Fixture web) : IClassFixture<JwtTests.Fixture>
{
    private static readonly Claim _mayRead = new("roles", "ScalingPipeline.Read");
    private static readonly Claim _mayChange = new("roles", "ScalingPipeline.Change");

    private readonly HttpClient _client = web.Client();

    [Theory]
    [InlineData("roles", "ScalingPipeline.Read")]
    [InlineData("roles", "ScalingPipeline.Change")]
    [InlineData("scp", "openid ScalingPipeline.Read")]
    public async Task A_token_of_the_issuer_with_a_role_or_scope_opens_reading(
        string claim,
        string value
    ) => Assert.Equal(HttpStatusCode.OK, await ReadAsync(Signed(new Claim(claim, value))));

    [Fact]
    public async Task A_token_for_changing_changes_and_one_for_reading_does_not()
    {
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(Signed(_mayChange)));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(Signed(_mayRead)));
    }

    [Theory]
    [InlineData("roles", "ScalingPipeline.Reader")]
    [InlineData("roles", "scalingpipeline.read")]
    [InlineData("name", "ScalingPipeline.Read")]
    [InlineData("access", "read")]
    [InlineData("access", "change")]
    public async Task A_token_without_the_role_opens_nothing_whatever_else_it_says(
        string claim,
        string value
    )
    {
        Assert.Equal(HttpStatusCode.Forbidden, await ReadAsync(Signed(new Claim(claim, value))));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(Signed(new Claim(claim, value))));
    }

    [Fact]
    public async Task A_token_that_is_over_is_refused()
    {
        var claims = web.Issuer.Claims(_mayRead);
        claims.NotBefore = DateTime.UtcNow.AddHours(-2);
        claims.Expires = DateTime.UtcNow.AddMinutes(-3);

        await RefusedAsync(web.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_token_that_does_not_hold_yet_is_refused()
    {
        var claims = web.Issuer.Claims(_mayRead);
        claims.NotBefore = DateTime.UtcNow.AddMinutes(10);

        await RefusedAsync(web.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_token_that_never_ends_is_refused()
    {
        var claims = web.Issuer.Claims(_mayRead);
        claims.Expires = null;

        await RefusedAsync(web.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_token_made_out_for_another_service_is_refused()
    {
        var claims = web.Issuer.Claims(_mayRead);
        claims.Audience = "api://another";

        await RefusedAsync(web.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        var claims = web.Issuer.Claims(_mayRead);
        claims.Issuer = "https://another.example";

        await RefusedAsync(web.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        using var another = RSA.Create(2048);

        await RefusedAsync(
            TokenIssuer.Sign(
                web.Issuer.Claims(_mayRead),
                new SigningCredentials(new RsaSecurityKey(another), SecurityAlgorithms.RsaSha256)
            )
        );
    }

    /// <summary>The classic confusion: the public key, which everybody has, used as a shared secret.</summary>
    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused() =>
        await RefusedAsync(
            TokenIssuer.Sign(
                web.Issuer.Claims(_mayRead),
                new SigningCredentials(
                    new SymmetricSecurityKey(web.Issuer.PublicKey),
                    SecurityAlgorithms.HmacSha256
                )
            )
        );

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    public async Task A_token_that_nobody_signed_is_refused(string algorithm)
    {
        var claims = Signed(_mayRead).Split('.')[1];

        await RefusedAsync($"{Encoded(new { alg = algorithm, typ = "JWT" })}.{claims}.");
    }

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused()
    {
        var parts = Signed(_mayRead).Split('.');
        var changed = Base64UrlEncoder
            .Decode(parts[1])
            .Replace("ScalingPipeline.Read", "ScalingPipeline.Change", StringComparison.Ordinal);

        await RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(changed)}.{parts[2]}");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("no token at all")]
    public async Task What_is_no_token_is_refused(string token) => await RefusedAsync(token);

    private string Signed(params Claim[] more) => web.Issuer.Sign(web.Issuer.Claims(more));

    private async Task RefusedAsync(string token)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await ChangeAsync(token));
    }

    private Task<HttpStatusCode> ReadAsync(string token) =>
        _client.StatusAsync(HttpMethod.Get, "/api/v1/laws", Requests.Bearer(token));

    private Task<HttpStatusCode> ChangeAsync(string token) =>
        _client.StatusAsync(HttpMethod.Post, WebFixture.ChangePath, Requests.Bearer(token));

    private static string Encoded(object part) =>
        Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(part)));

    public sealed class Fixture : WebFixture
    {
        internal TokenIssuer Issuer { get; private set; } = null!;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Issuer.DisposeAsync();
        }

        protected override async Task<(string Key, string Value)[]> SettingsAsync()
        {
            Issuer = await TokenIssuer.StartAsync();
            return
            [
                ("Web:Hosts:0", "laws.example"),
                ("Web:WrongKeysPerMinute", "1000"),
                ("Web:Jwt:Authority", Issuer.Address),
                ("Web:Jwt:Audience", TokenIssuer.Audience),
            ];
        }
    }
}
