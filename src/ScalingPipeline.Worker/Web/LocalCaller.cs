using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>
/// Whoever sits at this machine, where <see cref="WebOptions.EverybodyMayChange"/>. Any page that the same browser shows could send a form here: as with a
/// cookie, a change is taken only with the token of a page of ours, which <see cref="AccessHandler"/> asks for.
/// </summary>
internal sealed class LocalCaller(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Local";

    private const string Name = "somebody at this machine";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            AuthenticateResult.Success(
                new AuthenticationTicket(
                    new ClaimsPrincipal(
                        new ClaimsIdentity(
                            [
                                new(ClaimTypes.Name, Name),
                                new(Access.Claim, Access.Read),
                                new(Access.Claim, Access.Change),
                            ],
                            SchemeName
                        )
                    ),
                    SchemeName
                )
            )
        );
}
