using System.Data.Common;
using Dapper;

namespace ScalingPipeline.Storage.State;

/// <summary>One transaction on the state: what every query of the ledger and of the monitoring state runs in.</summary>
internal sealed class StateTransaction(
    DbTransaction transaction,
    CancellationToken cancellationToken
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
        new(sql, values, transaction, cancellationToken: cancellationToken);
}
