using Dapper;
using Microsoft.Data.Sqlite;
using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Storage.Sqlite;

/// <summary>The state in one SQLite file on a local disk.</summary>
/// <remarks>
/// Write-ahead log: what was committed survives a killed process. Writers of this process
/// queue up here; those of other processes wait for the lock for up to 30 s.
/// </remarks>
public sealed class SqliteDatabase : StateDatabase
{
    private const int LockTimeoutSeconds = 30;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _writer = new(1);
    private readonly TimeProvider _time;

    /// <summary>Opens the state file; creates it and its folder when missing, and brings an older one up to date.</summary>
    /// <exception cref="IOException">The file cannot be opened as state: no permission, no SQLite file, locked, or of a newer version.</exception>
    /// <param name="path">Of the file.</param>
    /// <param name="time">The clock of leases. Default: the system's.</param>
    public SqliteDatabase(string path, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Location = Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Location,
            ForeignKeys = true,
            DefaultTimeout = LockTimeoutSeconds,
        }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Location)!);
            using var connection = Open();
            // Noted in the file: every later connection finds it so.
            connection.Execute("PRAGMA journal_mode = WAL");
            // The write lock is held from the first look on: two processes that start together migrate once.
            using var transaction = connection.BeginTransaction(deferred: false);
            Migration.BringUpToDate("Sqlite", $"The state file {Location}", transaction);
            transaction.Commit();
        }
        catch (Exception problem)
            when (problem is SqliteException or UnauthorizedAccessException or NotSupportedException
            )
        {
            throw Explained(problem);
        }
    }

    public override string Location { get; }

    internal override async Task<T> ReadAsync<T>(
        Func<StateTransaction, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var connection = Open();
            await using var transaction = connection.BeginTransaction(deferred: true);
            return await read(new StateTransaction(transaction, cancellationToken));
        }
        catch (SqliteException problem)
        {
            throw Explained(problem);
        }
    }

    internal override async Task<T> WriteAsync<T>(
        Func<StateTransaction, Task<T>> write,
        CancellationToken cancellationToken
    )
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var connection = Open();
            await using var transaction = connection.BeginTransaction(deferred: false);
            var result = await write(new StateTransaction(transaction, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (SqliteException problem)
        {
            throw Explained(problem);
        }
        finally
        {
            _writer.Release();
        }
    }

    internal override Task<DateTimeOffset> NowAsync(StateTransaction transaction) =>
        Task.FromResult(_time.GetUtcNow());

    protected override void Dispose(bool disposing)
    {
        using (var connection = new SqliteConnection(_connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _writer.Dispose();
    }

    private IOException Explained(Exception problem) =>
        new(SqliteFault.Sentence(Location, problem), problem);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // NORMAL: a killed process loses nothing; a power cut may undo the last commits, whose blobs the next listing then finds unread.
            command.CommandText = "PRAGMA synchronous = NORMAL";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
