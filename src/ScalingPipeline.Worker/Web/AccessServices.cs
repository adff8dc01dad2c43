using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.IdentityModel.Tokens;

namespace ScalingPipeline.Worker.Web;

/// <summary>Who comes in and how: API keys, JSON Web Tokens, and the cookie of a browser that signed in with a key.</summary>
internal static class AccessServices
{
    private const string AnyScheme = "any";
    private const string CookieScheme = CookieAuthenticationDefaults.AuthenticationScheme;

    // Everything that an issuer of today signs with; none of them takes a shared secret.
    private static readonly string[] _algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
    ];

    /// <param name="builder">The host.</param>
    /// <param name="options">As configured; validated at start.</param>
    public static void AddAccess(this WebApplicationBuilder builder, WebOptions options)
    {
        builder.Services.AddSingleton<ApiKeyRing>();
        builder.Services.AddSingleton<WrongKeys>();
        ProtectCookies(builder.Services, options);
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie = Cookie("sp-form"));
        var authentication = builder
            .Services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(
                AnyScheme,
                displayName: null,
                any => any.ForwardDefaultSelector = http => SchemeOf(http, options)
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, LocalCaller>(LocalCaller.SchemeName, null)
            .AddCookie(CookieScheme, cookie => Configure(cookie, options));
        if (options.Jwt is { } jwt)
        {
            authentication.AddJwtBearer(bearer => Configure(bearer, jwt));
        }

        builder.Services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        var policy = new AuthorizationPolicyBuilder().AddRequirements(new Access()).Build();
        builder
            .Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(policy)
            .SetFallbackPolicy(policy);
    }

    private static void ProtectCookies(IServiceCollection services, WebOptions options)
    {
        var protection = services.AddDataProtection();
        if (options.ApiKeys.Count == 0)
        {
            // Nobody signs in by a form: there is nothing to keep.
            protection.UseEphemeralDataProtectionProvider();
            return;
        }

        protection.SetApplicationName("scaling-pipeline");
        services.AddSingleton<StateKeyRing>();
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<StateKeyRing>((management, ring) => management.XmlRepository = ring);
    }

    private static string SchemeOf(HttpContext http, WebOptions options) =>
        ApiKeyHandler.Token(http.Request) switch
        {
            null when options.EverybodyMayChange => LocalCaller.SchemeName,
            null => CookieScheme,
            var token when options.Jwt is not null && token.Count(c => c == '.') == 2 =>
                JwtBearerDefaults.AuthenticationScheme,
            _ => ApiKeyHandler.SchemeName,
        };

    private static void Configure(CookieAuthenticationOptions cookie, WebOptions options)
    {
        cookie.Cookie = Cookie("sp-session");
        cookie.ExpireTimeSpan = options.SignedInFor;
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeyRing>();
            if (context.Principal is not { } holder || !keys.IsCurrent(holder))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(CookieScheme);
            }
        };
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (
                options.ApiKeys.Count > 0
                && SignIn.IsForBrowsers(context.Request)
                && Access.IsReading(context.Request.Method)
            )
            {
                context.Response.Redirect(SignIn.Path);
            }
            else
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }

            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static CookieBuilder Cookie(string name) =>
        new()
        {
            Name = name,
            Path = "/",
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Strict,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
        };

    private static void Configure(JwtBearerOptions bearer, JwtOptions jwt)
    {
        bearer.Authority = jwt.Authority;
        bearer.Audience = jwt.Audience;
        bearer.MapInboundClaims = false;
        // Validation refuses any other http address.
        bearer.RequireHttpsMetadata = !jwt.Authority.StartsWith(
            "http://",
            StringComparison.OrdinalIgnoreCase
        );
        bearer.TokenValidationParameters.ValidAlgorithms = _algorithms;
        bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(2);
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                Grant((ClaimsIdentity)context.Principal!.Identity!, jwt);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Turns the roles (of applications) and scopes (of people) of a token into what it opens. What it says of itself under our own names is dropped.</summary>
    private static void Grant(ClaimsIdentity caller, JwtOptions jwt)
    {
        foreach (var claim in caller.FindAll(Access.Claim).ToArray())
        {
            caller.RemoveClaim(claim);
        }

        var roles = caller
            .Claims.Where(c => c.Type is "roles" or "role" or "scp" or "scope")
            .SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.Ordinal);
        var mayChange = roles.Contains(jwt.ChangeRole);
        if (mayChange)
        {
            caller.AddClaim(new(Access.Claim, Access.Change));
        }

        if (mayChange || roles.Contains(jwt.ReadRole))
        {
            caller.AddClaim(new(Access.Claim, Access.Read));
        }
    }
}
