namespace ScalingPipeline.Ingestion.Watching;

/// <summary>One look at a container: what <see cref="WatchService"/> does again and again.</summary>
public interface IStorageLook
{
    string Container { get; }

    /// <summary>Looks once; true when something was committed or changed by it.</summary>
    Task<bool> LookAsync(CancellationToken cancellationToken);
}
