using System.Data.Common;
using System.Reflection;
using Dapper;

namespace ScalingPipeline.Storage.State;

/// <summary>One numbered step of the schema of a database: an embedded <c>NNNN_name.sql</c>.</summary>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>The migrations of one database, by version.</summary>
    /// <param name="database">The folder of this project whose <c>Migrations</c> are meant, e.g. <c>Sqlite</c>.</param>
    public static IReadOnlyList<Migration> Of(string database)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"{database}/";
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly, name, prefix.Length)),
        ];
    }

    /// <summary>Brings a schema to the version of this build. The transaction must keep out other processes that do the same.</summary>
    /// <param name="database">See <see cref="Of"/>.</param>
    /// <param name="location">The state for people, as the subject of a sentence.</param>
    /// <param name="transaction">Left open.</param>
    /// <exception cref="IOException">The state was written by a newer version.</exception>
    public static void BringUpToDate(string database, string location, DbTransaction transaction)
    {
        var connection = transaction.Connection!;
        var migrations = Of(database);
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)",
            transaction: transaction
        );
        var version =
            connection.ExecuteScalar<int?>(
                "SELECT MAX(version) FROM schema_version",
                transaction: transaction
            ) ?? 0;
        var newest = migrations[^1].Version;
        if (version > newest)
        {
            throw new IOException(
                $"{location} was written by a newer version (schema {version}; this one knows {newest}): run that version, or name another one."
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
    }

    private static Migration Read(Assembly assembly, string resource, int prefix)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(resource.AsSpan(prefix, 4)), reader.ReadToEnd());
    }
}
