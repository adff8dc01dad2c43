using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>The durable memory of what people said of alerts and runs. Every call is one transaction.</summary>
public interface IJudgements
{
    /// <summary>Every silence that was not removed, over or not, the one that ends last first.</summary>
    Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken);

    Task AddSilenceAsync(Silence silence, CancellationToken cancellationToken);

    /// <summary>Ends a silence: what it held is delivered.</summary>
    /// <returns>False when there is none of that id.</returns>
    Task<bool> RemoveSilenceAsync(string id, CancellationToken cancellationToken);

    /// <summary>The acknowledgements of alerts that have neither resolved nor become more severe since, ordered by alert.</summary>
    Task<IReadOnlyList<Acknowledgement>> AcknowledgementsAsync(CancellationToken cancellationToken);

    /// <summary>The newest one of an alert takes the place of an earlier one.</summary>
    Task AcknowledgeAsync(Acknowledgement acknowledgement, CancellationToken cancellationToken);

    /// <summary>The marks of a domain (or of all), ordered by domain and run.</summary>
    Task<IReadOnlyList<RunMark>> MarksAsync(string? domain, CancellationToken cancellationToken);

    /// <summary>Marks a run, whatever mark it had; its domain has changed.</summary>
    Task MarkAsync(RunMark mark, CancellationToken cancellationToken);

    /// <summary>Takes the mark off a run; its domain has changed.</summary>
    /// <returns>False when it had none.</returns>
    Task<bool> ClearMarkAsync(string domain, string run, CancellationToken cancellationToken);
}
