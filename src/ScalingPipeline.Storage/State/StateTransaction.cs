using System.Data.Common;
using Dapper;

namespace ScalingPipeline.Storage.State;

/// <summary>One transaction on the state: what every query of the ledger and of the monitoring state runs in.</summary>
/// <param name="transaction">Of the database.</param>
/// <param name="cancellationToken">Stops its queries.</param>
/// <param name="translate">Turns what the queries are written in, SQLite's SQL, into that of the database; null: it is.</param>
internal sealed class StateTransaction(
    DbTransaction transaction,
    CancellationToken cancellationToken,
    Func<string, string>? translate = null
)
{
    private readonly DbConnection _connection = transaction.Connection!;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null) =>
        [.. await _connection.QueryAsync<T>(Command(sql, values))];

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? values = null) =>
        _connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    /// <summary>The rows changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? values = null) =>
        _connection.ExecuteAsync(Command(sql, values));

    private CommandDefinition Command(string sql, object? values) =>
        new(
            translate is null ? sql : translate(sql),
            values,
            transaction,
            cancellationToken: cancellationToken
        );
}
