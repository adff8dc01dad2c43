using System.Security.Authentication;
using Npgsql;

namespace ScalingPipeline.Storage.Postgres;

/// <summary>What a fault of a PostgreSQL server means: whether it passes by itself, and in one sentence for people.</summary>
internal static class PostgresFault
{
    /// <summary>True for what another attempt may mend: a lost connection, a server that starts, stops or has too much to do.</summary>
    public static bool Passes(Exception problem) =>
        problem
            is NpgsqlException { IsTransient: true }
                and not PostgresException
                {
                    SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.LockNotAvailable
                };

    public static string Sentence(PostgresLocation location, Exception problem) =>
        problem switch
        {
            PostgresException answer => Answer(location, answer),
            NpgsqlException { InnerException: AuthenticationException } =>
                $"{location.Display}: the server's TLS certificate was refused; name its root with sslrootcert=FILE, or another sslmode.",
            NpgsqlException
                when problem.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
                $"{location.Display}: the server asks for a password; set PGPASSWORD, a passfile, or Storage:PostgresEntraId.",
            NpgsqlException { InnerException: TimeoutException } when IsExhausted(problem) =>
                $"{location.Display}: all connections are in use; allow more with Maximum Pool Size, or do less at once.",
            _ when IsUnreachable(problem) =>
                $"{location.Display}: the server cannot be reached; check that it runs, the address and the network.",
            _ => $"{location.Display}: the state cannot be used: {problem.Message}",
        };

    private static string Answer(PostgresLocation location, PostgresException answer) =>
        answer.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"{location.Display}: the server refused the user {location.User ?? "(none named)"}; check its name, PGPASSWORD, the passfile or the identity.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"{location.Display}: there is no such database; create it: createdb -h {location.Host} -p {location.Port} {location.Database}",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"{location.Display}: the user {location.User} may not do this ({answer.MessageText}); make it the owner of the database.",
            PostgresErrorCodes.DiskFull =>
                $"{location.Display}: there is no space left on the server's disk; make room on it.",
            PostgresErrorCodes.TooManyConnections =>
                $"{location.Display}: the server has no connection left; close others, or raise max_connections.",
            PostgresErrorCodes.LockNotAvailable =>
                $"{location.Display}: another process held the state for too long; stop it, or try again.",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"{location.Display}: this server only reads; name the primary.",
            PostgresErrorCodes.ProgramLimitExceeded =>
                $"{location.Display}: a name is too long to be kept ({answer.MessageText}); rename the log.",
            _ =>
                $"{location.Display}: the server answered: {answer.MessageText} ({answer.SqlState}).",
        };

    private static bool IsExhausted(Exception problem) =>
        problem.Message.Contains("pool", StringComparison.OrdinalIgnoreCase);

    private static bool IsUnreachable(Exception problem) =>
        problem is NpgsqlException or TimeoutException or IOException
        && problem is not NpgsqlException { InnerException: null, IsTransient: false };
}
