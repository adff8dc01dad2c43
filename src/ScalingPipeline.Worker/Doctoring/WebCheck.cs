using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Who can reach the page, and how. That nobody can without a sign-in is a matter of the settings.</summary>
internal static class WebCheck
{
    private const string Check = "page";

    public static Finding Of(WebOptions options)
    {
        if (!options.NeedsSignIn)
        {
            return Finding.Ok(Check, $"{options.Url} is for this machine only.");
        }

        return
            options.Url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            && options.KnownProxies.Count == 0
            ? Finding.Warning(
                Check,
                $"{options.Url} is open to the network without encryption: keys and cookies can be read on the way.",
                "Serve https with Kestrel:Certificates:Default, or put a proxy in front and name it in Web:KnownProxies."
            )
            : Finding.Ok(Check, $"{options.Url} needs a sign-in.");
    }
}
