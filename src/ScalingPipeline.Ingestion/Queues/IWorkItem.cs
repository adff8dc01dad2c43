namespace ScalingPipeline.Ingestion.Queues;

/// <summary>One delivery of a notice.</summary>
public interface IWorkItem
{
    BlobNotice Notice { get; }

    /// <summary>Times that it was delivered, this one included; 1 the first time.</summary>
    long Deliveries { get; }

    /// <summary>How long it stays hidden from other workers unless it is renewed.</summary>
    TimeSpan HiddenFor { get; }

    /// <summary>Keeps it hidden for another <see cref="HiddenFor"/> from now on.</summary>
    /// <returns>False when the time was over before: another worker may have it.</returns>
    Task<bool> RenewAsync(CancellationToken cancellationToken);

    /// <summary>It is done: removes it. Harmless when another worker has it by now.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>It is not done: another worker may have it at once.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>It was delivered too often: moves it where people find it, with the reason.</summary>
    Task SetAsideAsync(string reason, CancellationToken cancellationToken);
}
