using Azure.Core;
using Azure.Identity;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>
/// Which credentials open a URL, in this order: a SAS in it, a connection string of the same account, and the identity of the machine or the
/// developer (<see cref="DefaultAzureCredential"/>).
/// </summary>
internal static class AzureAccess
{
    /// <param name="address">The container or queue.</param>
    /// <param name="isSigned">Whether it has a SAS.</param>
    /// <param name="account">The service of the connection string; null when there is none.</param>
    /// <param name="signed">Opens by the SAS.</param>
    /// <param name="ofAccount">Opens by the connection string.</param>
    /// <param name="byIdentity">Opens by an identity.</param>
    /// <exception cref="ArgumentException">No credentials fit.</exception>
    public static T Connect<T>(
        Uri address,
        bool isSigned,
        Uri? account,
        Func<T> signed,
        Func<T> ofAccount,
        Func<TokenCredential, T> byIdentity
    )
    {
        if (isSigned)
        {
            return signed();
        }

        if (account is not null && IsAccountOf(account, address))
        {
            return ofAccount();
        }

        return address.Scheme is "https"
            ? byIdentity(new DefaultAzureCredential())
            : throw new ArgumentException(
                $"No credentials fit {address.GetLeftPart(UriPartial.Path)}; set {BlobStores.ConnectionStringVariable} to the "
                    + "connection string of that account, or add a SAS to the URL."
            );
    }

    /// <summary>The service that a connection string names; null without one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static T? Service<T>(string? connectionString, Func<string, T> open)
        where T : class
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return null;
        }

        try
        {
            return open(connectionString);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            // The message of a parser may quote the key: it is not passed on.
        }

        throw new ArgumentException(
            $"{BlobStores.ConnectionStringVariable} is not a connection string of a storage account."
        );
    }

    private static bool IsAccountOf(Uri service, Uri address) =>
        Uri.Compare(
            service,
            address,
            UriComponents.SchemeAndServer,
            UriFormat.SafeUnescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
        && address.AbsolutePath.StartsWith(
            $"{service.AbsolutePath.TrimEnd('/')}/",
            StringComparison.OrdinalIgnoreCase
        );
}
