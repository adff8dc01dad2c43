using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>The configured keys. A key is compared with all of them by its hash, in a time that does not depend on where they differ.</summary>
internal sealed class ApiKeyRing(IOptions<WebOptions> options)
{
    private readonly (ApiKeyOptions Options, byte[] Digest)[] _keys =
    [
        .. options.Value.ApiKeys.Select(k =>
            (k, k.Hash is { } hash ? Convert.FromHexString(hash) : ApiKey.Digest(k.Key!))
        ),
    ];

    /// <summary>Who holds a key and what it opens, as claims of an authentication scheme; null for a key that is none of ours.</summary>
    public ClaimsPrincipal? Holder(string key, string scheme)
    {
        var digest = ApiKey.Digest(key);
        ApiKeyOptions? found = null;
        foreach (var (candidate, expected) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, expected))
            {
                found = candidate;
            }
        }

        return found is null
            ? null
            : new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new(ClaimTypes.Name, found.Name),
                        new(Access.KeyClaim, Convert.ToHexStringLower(digest)),
                        new(Access.Claim, Access.Read),
                        .. found.MayChange ? [new(Access.Claim, Access.Change)] : (Claim[])[],
                    ],
                    scheme
                )
            );
    }

    /// <summary>Whether a principal of <see cref="Holder"/> still holds what the configuration gives: a key that is taken away ends its sessions.</summary>
    public bool IsCurrent(ClaimsPrincipal holder) =>
        _keys.Any(k =>
            holder.HasClaim(Access.KeyClaim, Convert.ToHexStringLower(k.Digest))
            && holder.HasClaim(ClaimTypes.Name, k.Options.Name)
            && holder.HasClaim(Access.Claim, Access.Change) == k.Options.MayChange
        );
}
