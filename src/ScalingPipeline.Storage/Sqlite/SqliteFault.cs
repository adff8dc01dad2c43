using Microsoft.Data.Sqlite;

namespace ScalingPipeline.Storage.Sqlite;

/// <summary>Why a state file cannot be opened, in one sentence for people.</summary>
internal static class SqliteFault
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static string Sentence(string location, Exception problem) =>
        problem switch
        {
            SqliteException { SqliteErrorCode: NotADatabase } =>
                $"{location} is not a state file; name another one.",
            SqliteException { SqliteErrorCode: Corrupt } =>
                $"The state file {location} is damaged; restore a copy, or move it away: the logs are then read again.",
            SqliteException { SqliteErrorCode: Busy } =>
                $"The state file {location} is locked by another process; stop it, or try again.",
            SqliteException { SqliteErrorCode: Full } =>
                $"There is no space left for the state file {location}; make room on its disk.",
            SqliteException { SqliteErrorCode: CannotOpen or ReadOnly }
            or UnauthorizedAccessException =>
                $"The state file {location} cannot be opened for writing; check its path and permissions.",
            _ => $"The state file {location} cannot be used: {problem.Message}",
        };
}
