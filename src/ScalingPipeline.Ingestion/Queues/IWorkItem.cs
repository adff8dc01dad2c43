namespace ScalingPipeline.Ingestion.Queues;

/// <summary>One delivery of a notice. The calls on one item are made one after the other; each may fail with an <see cref="IOException"/>.</summary>
public interface IWorkItem
{
    BlobNotice Notice { get; }

    /// <summary>Times that it was delivered, this one included; 1 the first time.</summary>
    long Deliveries { get; }

    /// <summary>How long it stays hidden from other workers unless it is renewed.</summary>
    TimeSpan HiddenFor { get; }

    /// <summary>Keeps it hidden for another <see cref="HiddenFor"/> from now on; see <see cref="WorkItems.HoldAsync"/>.</summary>
    /// <returns>False when the time was over before: another worker may have it.</returns>
    Task<bool> RenewAsync(CancellationToken cancellationToken);

    /// <summary>It is done, and what came of it is stored: removes it. Harmless when another worker has it by now.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>It is not done: another worker may have it, which counts as another delivery. Harmless when another worker has it by now.</summary>
    /// <param name="cancellationToken">Stops; its time will be over by itself.</param>
    /// <param name="after">How long it stays hidden yet; not at all by default. At most seven days.</param>
    Task ReleaseAsync(CancellationToken cancellationToken, TimeSpan after = default);

    /// <summary>It cannot be done yet, which is no fault of its own: it comes again after a while as if for the first time. When this process dies on the way, it may come twice.</summary>
    /// <param name="after">How long it stays hidden; at most seven days.</param>
    /// <param name="cancellationToken">Stops; its time will be over by itself.</param>
    Task PostponeAsync(TimeSpan after, CancellationToken cancellationToken);

    /// <summary>It can never be done: moves it where people find it, with the reason.</summary>
    Task SetAsideAsync(string reason, CancellationToken cancellationToken);
}
