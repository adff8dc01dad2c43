using Microsoft.Data.Sqlite;

namespace ScalingPipeline.Storage.Sqlite;

/// <summary>Copies a state file as it is at one moment, also while a service writes to it.</summary>
internal static class SqliteBackup
{
    /// <param name="state">The state file; it is neither changed nor brought up to date.</param>
    /// <param name="copy">The file to make: whole and on the disk, or not at all. Its folder is made when missing.</param>
    /// <exception cref="IOException">The copy exists already or cannot be written, or the state cannot be read.</exception>
    public static void Write(string state, string copy)
    {
        copy = Path.GetFullPath(copy);
        if (Path.Exists(copy))
        {
            throw new IOException($"{copy} exists already; name another file.");
        }

        var unfinished = $"{copy}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            Copy(state, unfinished);
            // SQLite does not wait for the disk here.
            using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, copy, overwrite: false);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new IOException($"{copy} cannot be written: {problem.Message}", problem);
        }
        catch (SqliteException problem)
        {
            throw new IOException(SqliteFault.Sentence(state, problem), problem);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Copy(string state, string copy)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.GetFullPath(state),
                Mode = SqliteOpenMode.ReadWrite,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @copy";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("@copy", copy);
        command.ExecuteNonQuery();
    }
}
