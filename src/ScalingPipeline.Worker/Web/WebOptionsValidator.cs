using System.Net;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>Lists everything that is wrong with the web options. What others can reach is never served without a sign-in.</summary>
internal sealed class WebOptionsValidator(IConfiguration configuration)
    : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var faults = new List<string>();
        CheckUrl(options, faults);
        CheckKeys(options.ApiKeys, faults);
        if (options.Jwt is { } jwt)
        {
            CheckJwt(jwt, faults);
        }

        faults.AddRange(
            options
                .KnownProxies.Where(p =>
                    !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _)
                )
                .Select(p =>
                    $"{WebOptions.Section}:KnownProxies has '{p}'; it must be an address or a network such as 10.0.0.0/8."
                )
        );
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults);
    }

    private void CheckUrl(WebOptions options, List<string> faults)
    {
        if (
            !Uri.TryCreate(options.Url, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0
        )
        {
            faults.Add(
                $"{WebOptions.Section}:Url must be one http or https address, such as http://127.0.0.1:5080 or https://0.0.0.0:5443."
            );
            return;
        }

        if (options.NeedsSignIn && !options.CanSignIn)
        {
            faults.Add(
                $"{WebOptions.Section}:Url is '{options.Url}', which others can reach: set {WebOptions.Section}:ApiKeys (scaling-pipeline api-key new makes one) or {WebOptions.Section}:Jwt, or serve it on http://127.0.0.1:5080 without a proxy."
            );
        }

        if (url.Scheme is "https" && configuration["Kestrel:Certificates:Default:Path"] is null)
        {
            faults.Add(
                $"{WebOptions.Section}:Url is '{options.Url}', but there is no certificate: name it in Kestrel:Certificates:Default:Path."
            );
        }
    }

    private static void CheckKeys(IList<ApiKeyOptions> keys, List<string> faults)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (Fault(keys[i]) is { } fault)
            {
                faults.Add($"{WebOptions.Section}:ApiKeys:{i}: {fault}");
            }
        }

        faults.AddRange(
            keys.GroupBy(k => k.Name, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
                .Select(g =>
                    $"{WebOptions.Section}:ApiKeys: {g.Count()} keys are called '{g.Key}'; names must be unique."
                )
        );
    }

    private static string? Fault(ApiKeyOptions key) =>
        string.IsNullOrWhiteSpace(key.Name) ? "say in Name who holds the key."
        : (key.Hash is null) == (key.Key is null) ? "give either Hash or Key."
        : key.Hash is { } hash && !ApiKey.IsHash(hash)
            ? "Hash must be the SHA-256 of the key, 64 hexadecimal digits."
        : key.Key is { Length: < ApiKey.ShortestKey }
            ? $"Key must have at least {ApiKey.ShortestKey} characters; scaling-pipeline api-key new makes one."
        : null;

    private static void CheckJwt(JwtOptions jwt, List<string> faults)
    {
        if (
            !Uri.TryCreate(jwt.Authority, UriKind.Absolute, out var authority)
            || !(
                authority.Scheme is "https" || (authority.Scheme is "http" && authority.IsLoopback)
            )
        )
        {
            faults.Add(
                $"{WebOptions.Section}:Jwt:Authority must be the https address of the issuer, such as https://login.microsoftonline.com/TENANT/v2.0."
            );
        }

        if (string.IsNullOrWhiteSpace(jwt.Audience))
        {
            faults.Add(
                $"{WebOptions.Section}:Jwt:Audience must say for whom the tokens are made out, such as the client ID of the API."
            );
        }

        if (
            jwt.Audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase)
            && authority?.AbsolutePath.TrimEnd('/').EndsWith("/v2.0", StringComparison.Ordinal)
                is true
        )
        {
            faults.Add(
                $"{WebOptions.Section}:Jwt:Audience is '{jwt.Audience}', but tokens of {jwt.Authority} are made out for the client ID of the API: give that."
            );
        }

        if (string.IsNullOrWhiteSpace(jwt.ReadRole) || string.IsNullOrWhiteSpace(jwt.ChangeRole))
        {
            faults.Add(
                $"{WebOptions.Section}:Jwt: ReadRole and ChangeRole must each name a role or scope."
            );
        }
    }
}
