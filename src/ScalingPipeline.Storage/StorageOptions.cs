namespace ScalingPipeline.Storage;

/// <summary>Where logs come from, where results go, and where the service keeps its state. Configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The folder or container that is watched; see <see cref="Blobs.BlobStores.Open"/> for the form. Default: the folder <c>logs</c>.</summary>
    public string Logs { get; set; } = "logs";

    /// <summary>The folder or container for normalized losses, alerts and reports. Default: the folder <c>output</c>.</summary>
    public string Output { get; set; } = "output";

    /// <summary>
    /// The queue through which workers share the logs: the URL of an Azure Storage Queue, <c>https://ACCOUNT.queue.core.windows.net/QUEUE[?SAS]</c> or
    /// <c>http://HOST:PORT/ACCOUNT/QUEUE</c> for an emulator, or its name alone, in the account of the connection string, else of the logs. Event Grid may
    /// write <c>BlobCreated</c> events into it. Default: none, that is, one process scans and reads.
    /// </summary>
    public string? Queue { get; set; }

    /// <summary>
    /// The path of a SQLite file on a local disk, for one machine; or a PostgreSQL database from version 15 on, for many:
    /// <c>postgresql://USER@HOST[:PORT]/DATABASE[?sslmode=..]</c> or <c>Host=..;Database=..</c>. A secret if it holds a password, which may come from
    /// <c>PGPASSWORD</c> or a passfile instead. Default: <c>.scaling-pipeline/state.db</c>.
    /// </summary>
    public string State { get; set; } = ".scaling-pipeline/state.db";

    /// <summary>
    /// Sign in to PostgreSQL as the identity of the machine or the developer (Entra ID), as Azure Database for PostgreSQL takes it; over verified TLS unless
    /// the location names another <c>sslmode</c>. Default: false.
    /// </summary>
    public bool PostgresEntraId { get; set; }

    /// <summary>
    /// Connection string of the storage account, for containers that are named without a SAS; a secret. Default: none, that is, the environment
    /// variable <c>AZURE_STORAGE_CONNECTION_STRING</c>, else the identity of the machine.
    /// </summary>
    public string? ConnectionString { get; set; }
}
