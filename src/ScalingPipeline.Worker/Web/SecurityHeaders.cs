namespace ScalingPipeline.Worker.Web;

/// <summary>Headers that keep a browser from doing anything with a page but showing it.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action ";

    private const string Script = "; script-src 'self'; connect-src 'self'";

    private const string Permissions =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private const string OneYear = "max-age=31536000";

    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                var headers = http.Response.Headers;
                var powers = http.GetEndpoint()?.Metadata.GetMetadata<PagePowers>();
                headers.ContentSecurityPolicy =
                    Policy
                    + (powers is { Forms: true } ? "'self'" : "'none'")
                    + (powers is { Script: true } ? Script : "");
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Permissions-Policy"] = Permissions;
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Embedder-Policy"] = "require-corp";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers.CacheControl = "no-store";
                if (http.Request.IsHttps)
                {
                    headers.StrictTransportSecurity = OneYear;
                }

                return next(http);
            }
        );
}
