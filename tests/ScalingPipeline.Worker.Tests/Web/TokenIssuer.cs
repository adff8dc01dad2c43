using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>An issuer of OpenID Connect on loopback: its discovery document, its public key, and tokens signed with the private one.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "api://scaling-pipeline";

    private const string KeyId = "key-1";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly WebApplication _app;

    private TokenIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet(
            "/.well-known/openid-configuration",
            () => Results.Json(new { issuer = Address, jwks_uri = $"{Address}/keys" })
        );
        _app.MapGet(
            "/keys",
            () =>
            {
                var key = _rsa.ExportParameters(includePrivateParameters: false);
                return Results.Json(
                    new
                    {
                        keys = new[]
                        {
                            new
                            {
                                kty = "RSA",
                                use = "sig",
                                kid = KeyId,
                                n = Base64UrlEncoder.Encode(key.Modulus),
                                e = Base64UrlEncoder.Encode(key.Exponent),
                            },
                        },
                    }
                );
            }
        );
    }

    public string Address { get; private set; } = null!;

    /// <summary>The public key as everybody gets it.</summary>
    public byte[] PublicKey => _rsa.ExportSubjectPublicKeyInfo();

    public static async Task<TokenIssuer> StartAsync()
    {
        var issuer = new TokenIssuer();
        await issuer._app.StartAsync(TestContext.Current.CancellationToken);
        issuer.Address = issuer._app.Services.GetRequiredService<IServer>().PageAddress();
        return issuer;
    }

    /// <summary>What is signed: a token for an hour that opens reading, for us, from us; a test changes one thing.</summary>
    public SecurityTokenDescriptor Claims(params Claim[] more) =>
        new()
        {
            Issuer = Address,
            Audience = Audience,
            NotBefore = DateTime.UtcNow.AddMinutes(-5),
            Expires = DateTime.UtcNow.AddHours(1),
            Subject = new ClaimsIdentity([new("sub", "somebody"), .. more]),
        };

    public string Sign(SecurityTokenDescriptor claims) =>
        Sign(
            claims,
            new SigningCredentials(
                new RsaSecurityKey(_rsa) { KeyId = KeyId },
                SecurityAlgorithms.RsaSha256
            )
        );

    /// <summary>Signs with any key, under the name of the issuer's.</summary>
    public static string Sign(SecurityTokenDescriptor claims, SigningCredentials with)
    {
        with.Key.KeyId = KeyId;
        claims.SigningCredentials = with;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            claims
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
