using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>Knows callers by the key in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyRing keys,
    WrongKeys wrong
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    /// <summary>The token of a request, key or JWT; null when it has none.</summary>
    public static string? Token(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 } key] ? key
        : request.Headers.Authorization is [{ } value]
        && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
        : null;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = wrong.AreTooMany(Context)
            ? StatusCodes.Status429TooManyRequests
            : StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private AuthenticateResult Authenticate()
    {
        if (Token(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (wrong.AreTooMany(Context))
        {
            return AuthenticateResult.Fail("Too many wrong keys.");
        }

        if (keys.Holder(token, SchemeName) is { } holder)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(holder, SchemeName));
        }

        wrong.Add(Context);
        return AuthenticateResult.Fail("A wrong key.");
    }
}
