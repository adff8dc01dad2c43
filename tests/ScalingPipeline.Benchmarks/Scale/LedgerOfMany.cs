using Dapper;
using Microsoft.Data.Sqlite;

namespace ScalingPipeline.Benchmarks.Scale;

/// <summary>Makes a ledger of a few runs that were really read into one of many: the rows of every further run are copies of the first run's.</summary>
internal static class LedgerOfMany
{
    /// <param name="state">A state file in which run 0 is committed.</param>
    /// <param name="from">The first run to add.</param>
    /// <param name="to">The run to stop before.</param>
    public static void Grow(string state, int from, int to)
    {
        using var connection = new SqliteConnection($"Data Source={state}");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        const string Runs = """
            WITH RECURSIVE runs (name) AS (
                SELECT printf('run-%06d', value) FROM (
                    WITH RECURSIVE counter (value) AS (
                        SELECT @from UNION ALL SELECT value + 1 FROM counter WHERE value + 1 < @to)
                    SELECT value FROM counter))
            """;
        connection.Execute(
            $"""
            {Runs}
            INSERT INTO ledger
            SELECT l.container, replace(l.name, 'run-000000', runs.name), l.etag, l.size, l.state, l.reason, l.domain,
                   runs.name, l.definition_hash, l.decoded_rows, l.attempts, l.first_seen, l.changed
            FROM ledger l, runs WHERE l.run = 'run-000000'
            """,
            new { from, to },
            transaction
        );
        connection.Execute(
            $"""
            {Runs}
            INSERT INTO contribution
            SELECT c.container, replace(c.name, 'run-000000', runs.name), c.etag, c.domain, runs.name, c.group_key,
                   c.content_hash, c.coverage, c.remark, c.counted, c.content
            FROM contribution c, runs WHERE c.run = 'run-000000'
            """,
            new { from, to },
            transaction
        );
        transaction.Commit();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
