using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>
/// The one rule for every route, also for those that say nothing: reading (GET, HEAD) needs a sign-in where others can reach the service;
/// anything else needs the permission to change, always. A route that opts out is listed in the tests.
/// </summary>
internal sealed class Access : IAuthorizationRequirement
{
    /// <summary>The type of the claims with what a caller may do.</summary>
    public const string Claim = "access";

    public const string Read = "read";
    public const string Change = "change";

    /// <summary>The type of the claim with the hash of the key that a caller came in with.</summary>
    public const string KeyClaim = "key";

    public static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    /// <summary>Whether somebody may see what the service knows.</summary>
    public static bool MayRead(WebOptions options, ClaimsPrincipal caller) =>
        !options.NeedsSignIn || caller.HasClaim(Claim, Read);
}

/// <summary>Applies <see cref="Access"/>.</summary>
internal sealed class AccessHandler(IOptions<WebOptions> options, IAntiforgery antiforgery)
    : AuthorizationHandler<Access>
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        Access requirement
    )
    {
        if (
            context.Resource is HttpContext http
            && (
                Access.IsReading(http.Request.Method)
                    ? Access.MayRead(options.Value, context.User)
                    : await MayChangeAsync(http, context.User)
            )
        )
        {
            context.Succeed(requirement);
        }
    }

    // A browser sends its cookie whoever asks it to: only a page of ours has the token that goes with it.
    private async Task<bool> MayChangeAsync(HttpContext http, ClaimsPrincipal caller) =>
        caller.HasClaim(Access.Claim, Access.Change)
        && (
            caller.Identity?.AuthenticationType
                is not (CookieAuthenticationDefaults.AuthenticationScheme or LocalCaller.SchemeName)
            || await antiforgery.IsOursAsync(http)
        );
}
