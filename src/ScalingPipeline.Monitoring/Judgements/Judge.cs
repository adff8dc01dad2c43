using Microsoft.Extensions.Logging;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>Takes down what people say of alerts and runs; every word is logged with its author.</summary>
public sealed partial class Judge(
    IMonitoringState state,
    OutboxSignal outbox,
    TimeProvider time,
    ILogger<Judge> logger
)
{
    /// <param name="author">Who says so.</param>
    /// <param name="domain">A name or pattern, see <see cref="Silence.Domain"/>; null for all.</param>
    /// <param name="run">As <paramref name="domain"/>.</param>
    /// <param name="code">As <paramref name="domain"/>.</param>
    /// <param name="duration">See <see cref="Duration"/>.</param>
    /// <param name="comment">Why.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="JudgementException">See <see cref="Silence.Of"/>.</exception>
    public async Task<Silence> SilenceAsync(
        string? author,
        string? domain,
        string? run,
        string? code,
        string? duration,
        string? comment,
        CancellationToken cancellationToken
    )
    {
        var signature = Signature.Of(author, comment, time.GetUtcNow());
        var silence = Silence.Of(domain, run, code, signature, Duration.Parse(duration));
        await state.AddSilenceAsync(silence, cancellationToken);
        Silenced(
            logger,
            silence.Author,
            silence.Domain,
            silence.Run,
            silence.Code,
            silence.Expiry,
            silence.Id,
            silence.Comment
        );
        return silence;
    }

    /// <exception cref="JudgementException">There is no such silence.</exception>
    public async Task LiftAsync(string? author, string id, CancellationToken cancellationToken)
    {
        if (!await state.RemoveSilenceAsync(id, cancellationToken))
        {
            throw new JudgementException($"There is no silence {id}.") { IsUnknown = true };
        }

        Lifted(logger, author ?? "", id);
        outbox.Raise();
    }

    /// <exception cref="JudgementException">There is no such alert, it does not fire, or author or comment are missing.</exception>
    public async Task<Acknowledgement> AcknowledgeAsync(
        string? author,
        string alertId,
        string? comment,
        CancellationToken cancellationToken
    )
    {
        var signature = Signature.Of(author, comment, time.GetUtcNow());
        var alerts = await state.AlertsAsync(includeResolved: true, cancellationToken);
        var alert =
            alerts.FirstOrDefault(a => string.Equals(a.Id, alertId, StringComparison.Ordinal))
            ?? throw new JudgementException($"There is no alert {alertId}.") { IsUnknown = true };
        var acknowledgement = Acknowledgement.Of(alert, signature);
        await state.AcknowledgeAsync(acknowledgement, cancellationToken);
        Acknowledged(logger, acknowledgement.Author, alert.Id, acknowledgement.Comment);
        return acknowledgement;
    }

    /// <param name="author">Who says so.</param>
    /// <param name="domain">The domain of the run.</param>
    /// <param name="run">A run that was analysed.</param>
    /// <param name="verdict">Null takes the mark off.</param>
    /// <param name="comment">Why.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="JudgementException">There is no such run or mark, or author or comment are missing.</exception>
    public async Task MarkAsync(
        string? author,
        string domain,
        string run,
        RunVerdict? verdict,
        string? comment,
        CancellationToken cancellationToken
    )
    {
        var signature = Signature.Of(author, comment, time.GetUtcNow());
        if (verdict is { } given)
        {
            var analyses = await state.AnalysesAsync(domain, cancellationToken);
            if (
                !analyses
                    .SelectMany(a => a.Analysis.Runs)
                    .Any(r => string.Equals(r.Run, run, StringComparison.Ordinal))
            )
            {
                throw new JudgementException(
                    $"No run {run} in a domain {domain} has been analysed yet."
                )
                {
                    IsUnknown = true,
                };
            }

            await state.MarkAsync(
                new RunMark
                {
                    Domain = domain,
                    Run = run,
                    Verdict = given,
                    Author = signature.Author,
                    Comment = signature.Comment,
                    At = signature.At,
                },
                cancellationToken
            );
        }
        else if (!await state.ClearMarkAsync(domain, run, cancellationToken))
        {
            throw new JudgementException($"The run {run} in the domain {domain} has no mark.")
            {
                IsUnknown = true,
            };
        }

        Marked(
            logger,
            signature.Author,
            run,
            domain,
            verdict is { } said ? $"{said}".ToLowerInvariant() : "neither healthy nor faulty",
            signature.Comment
        );
    }

    [LoggerMessage(
        EventId = 4300,
        Level = LogLevel.Information,
        Message = "Audit: {Author} silenced domain {Domain}, run {Run}, code {Code} until {Expiry:u} (silence {Id}): {Comment}"
    )]
    private static partial void Silenced(
        ILogger logger,
        string author,
        string domain,
        string run,
        string code,
        DateTimeOffset expiry,
        string id,
        string comment
    );

    [LoggerMessage(
        EventId = 4301,
        Level = LogLevel.Information,
        Message = "Audit: {Author} removed silence {Id}"
    )]
    private static partial void Lifted(ILogger logger, string author, string id);

    [LoggerMessage(
        EventId = 4302,
        Level = LogLevel.Information,
        Message = "Audit: {Author} acknowledged alert {Id}: {Comment}"
    )]
    private static partial void Acknowledged(
        ILogger logger,
        string author,
        string id,
        string comment
    );

    [LoggerMessage(
        EventId = 4303,
        Level = LogLevel.Information,
        Message = "Audit: {Author} called run {Run} in {Domain} {Verdict}: {Comment}"
    )]
    private static partial void Marked(
        ILogger logger,
        string author,
        string run,
        string domain,
        string verdict,
        string comment
    );
}
