using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using ScalingPipeline.Worker.Web.Live;
using ScalingPipeline.Worker.Web.Pages;

namespace ScalingPipeline.Worker.Web;

/// <summary>The way in for a person with a key and a browser: a form, and a cookie for a while.</summary>
internal static class SignIn
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";

    private const string KeyField = "key";

    /// <summary>Whether a request may be answered with the form: not the API's, nor that of a machine.</summary>
    public static bool IsForBrowsers(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments(EventStream.Path, StringComparison.OrdinalIgnoreCase);

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                Path,
                (HttpContext http, PageShell shell, IAntiforgery forms) =>
                    Form(http, shell, forms, fault: null, StatusCodes.Status200OK)
            )
            .WithMetadata(new PagePowers(Forms: true))
            .AllowAnonymous();
        routes.MapPost(Path, EnterAsync).WithMetadata(new PagePowers(Forms: true)).AllowAnonymous();
        routes.MapPost(OutPath, LeaveAsync).AllowAnonymous();
    }

    private static async Task<IResult> EnterAsync(
        HttpContext http,
        PageShell shell,
        IAntiforgery forms,
        ApiKeyRing keys,
        WrongKeys wrong,
        IOptions<WebOptions> options
    )
    {
        if (!await forms.IsOursAsync(http))
        {
            return Form(
                http,
                shell,
                forms,
                "The form was too old or not ours: try again.",
                StatusCodes.Status400BadRequest
            );
        }

        if (wrong.AreTooMany(http))
        {
            return Form(
                http,
                shell,
                forms,
                "Too many wrong keys: wait a minute.",
                StatusCodes.Status429TooManyRequests
            );
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var holder = keys.Holder(
            form[KeyField].ToString().Trim(),
            CookieAuthenticationDefaults.AuthenticationScheme
        );
        if (holder is null)
        {
            wrong.Add(http);
            return Form(
                http,
                shell,
                forms,
                "That is none of the keys.",
                StatusCodes.Status401Unauthorized
            );
        }

        await http.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            holder,
            new AuthenticationProperties { IsPersistent = true }
        );
        return Results.LocalRedirect("~/");
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, IAntiforgery forms)
    {
        if (!await forms.IsOursAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect($"~{Path}");
    }

    private static IResult Form(
        HttpContext http,
        PageShell shell,
        IAntiforgery forms,
        string? fault,
        int status
    )
    {
        var token = forms.GetAndStoreTokens(http);
        var name = http.User.Identity is { IsAuthenticated: true, Name: var holder }
            ? holder
            : null;
        return shell.Show(
            "Sign in",
            Path,
            html =>
            {
                if (fault is not null)
                {
                    html.Line($"<p role=\"alert\">{fault}</p>");
                }

                html.Line($"<h2>{(name is null ? "Sign in" : $"Signed in as {name}")}</h2>");
                html.Line($"<form method=\"post\" action=\"{(name is null ? Path : OutPath)}\">");
                html.Line($"{Forms.Hidden(token)}");
                if (name is null)
                {
                    html.Line(
                        $"<p><label>API key <input type=\"password\" name=\"{KeyField}\" autocomplete=\"current-password\" required=\"required\"/></label></p>"
                    );
                }

                html.Line(
                    $"<p><button type=\"submit\">{(name is null ? "Sign in" : "Sign out")}</button></p></form>"
                );
            },
            status
        );
    }
}
