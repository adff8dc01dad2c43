using Azure.Identity;
using Microsoft.Extensions.Logging;
using ScalingPipeline.Storage.Postgres;
using ScalingPipeline.Storage.Sqlite;

namespace ScalingPipeline.Storage.State;

/// <summary>Opens the state that a location names: a SQLite file, or a PostgreSQL database, which may come later.</summary>
public static class StateDatabases
{
    private const string Unreadable = "a PostgreSQL database";

    /// <param name="options">See <see cref="StorageOptions.State"/> and <see cref="StorageOptions.PostgresEntraId"/>.</param>
    /// <param name="time">The clock of a SQLite file's leases, and of waits.</param>
    /// <param name="loggers">Told of faults that were mended.</param>
    /// <exception cref="ArgumentException">The location is wrong; the message holds no secret.</exception>
    /// <exception cref="IOException">The state cannot be used.</exception>
    public static StateDatabase Open(
        StorageOptions options,
        TimeProvider time,
        ILoggerFactory loggers
    ) =>
        PostgresLocation.Is(options.State)
            ? new PostgresDatabase(
                options.State,
                options.PostgresEntraId ? new DefaultAzureCredential() : null,
                time,
                loggers,
                later: true
            )
            : new SqliteDatabase(options.State, time);

    /// <summary>Copies the state into a file that can be opened as a state, also while a service is running on it.</summary>
    /// <param name="options">See <see cref="StorageOptions.State"/>.</param>
    /// <param name="file">The file to make; it must not exist.</param>
    /// <exception cref="IOException">There is no state, the file exists or cannot be written, or the state is a PostgreSQL database, which has tools of its own.</exception>
    public static void BackUp(StorageOptions options, string file)
    {
        if (PostgresLocation.Is(options.State))
        {
            throw new IOException(
                $"The state is in PostgreSQL; back it up with: pg_dump --format=custom --file={file} {Display(options.State)}"
            );
        }

        if (!File.Exists(options.State))
        {
            throw new IOException(
                $"There is no state file {Path.GetFullPath(options.State)}; say with --data where the state lives."
            );
        }

        SqliteBackup.Write(options.State, file);
    }

    /// <summary>Whether there is a state to read; of a PostgreSQL database only opening it tells.</summary>
    public static bool Exists(string location) =>
        PostgresLocation.Is(location) || File.Exists(location);

    /// <summary>The location for people: of a PostgreSQL database no more than server and name.</summary>
    public static string Display(string location)
    {
        if (!PostgresLocation.Is(location))
        {
            return location;
        }

        try
        {
            return PostgresLocation.Parse(location).Display;
        }
        catch (ArgumentException)
        {
            return Unreadable;
        }
    }

    /// <exception cref="ArgumentException">It is no location of a state.</exception>
    internal static void Check(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.State) || options.State.Contains('\0'))
        {
            throw new ArgumentException(
                "name the path of the state file, or a PostgreSQL database."
            );
        }

        if (PostgresLocation.Is(options.State))
        {
            PostgresLocation.Parse(options.State);
        }
    }
}
