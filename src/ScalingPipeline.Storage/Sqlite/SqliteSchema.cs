using Dapper;
using Microsoft.Data.Sqlite;
using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Storage.Sqlite;

/// <summary>Brings the schema of a state file to the version of this build.</summary>
internal static class SqliteSchema
{
    /// <exception cref="IOException">The file was written by a newer version.</exception>
    public static void BringUpToDate(SqliteConnection connection, string location)
    {
        var migrations = Migration.Of("Sqlite");
        var newest = migrations[^1].Version;

        // The write lock is held from the first look on: two processes that start together migrate once.
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)",
            transaction: transaction
        );
        var version =
            connection.ExecuteScalar<int?>(
                "SELECT MAX(version) FROM schema_version",
                transaction: transaction
            ) ?? 0;
        if (version > newest)
        {
            throw new IOException(
                $"The state file {location} was written by a newer version (schema {version}; this one knows {newest}): run that version, or name another state file."
            );
        }

        foreach (var migration in migrations.Where(m => m.Version > version))
        {
            connection.Execute(migration.Sql, transaction: transaction);
            connection.Execute(
                "INSERT INTO schema_version (version) VALUES (@Version)",
                migration,
                transaction
            );
        }

        transaction.Commit();
    }
}
