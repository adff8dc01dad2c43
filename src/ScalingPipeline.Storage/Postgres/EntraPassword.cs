using Azure.Core;
using Npgsql;

namespace ScalingPipeline.Storage.Postgres;

/// <summary>Passwords that are tokens of an Entra identity, as Azure Database for PostgreSQL takes them.</summary>
internal static class EntraPassword
{
    private static readonly string[] _scopes =
    [
        "https://ossrdbms-aad.database.windows.net/.default",
    ];

    /// <summary>A token lives for over an hour.</summary>
    private static readonly TimeSpan _renewal = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(5);

    public static void UseTokens(NpgsqlDataSourceBuilder builder, TokenCredential credential) =>
        builder.UsePeriodicPasswordProvider(
            async (_, cancellationToken) =>
                (
                    await credential.GetTokenAsync(
                        new TokenRequestContext(_scopes),
                        cancellationToken
                    )
                ).Token,
            _renewal,
            _afterFailure
        );
}
