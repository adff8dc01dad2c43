using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Calculators;

/// <summary>What is asked of a domain's laws: the loss of N and D, or of C, or what a loss takes. Fields as they were typed.</summary>
internal sealed record ForecastQuestion
{
    public string? Domain { get; init; }

    /// <summary>Null or empty: the family with most completed runs.</summary>
    public string? Family { get; init; }

    /// <summary>N.</summary>
    public string? Parameters { get; init; }

    /// <summary>D.</summary>
    public string? Tokens { get; init; }

    /// <summary>C in FLOP.</summary>
    public string? Compute { get; init; }

    /// <summary>L in nats per token.</summary>
    public string? TargetLoss { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace($"{Parameters}{Tokens}{Compute}{TargetLoss}");

    /// <summary>Answers from the laws as they are now.</summary>
    /// <exception cref="QuestionException">It is no question, or no law answers it.</exception>
    public async Task<ForecastAnswer> AnswerAsync(
        IMonitoringState state,
        SnapshotReader snapshots,
        CancellationToken cancellationToken
    )
    {
        var (n, d) = (Field.Parse(Parameters, "N"), Field.Parse(Tokens, "D"));
        var (c, loss) = (Field.Parse(Compute, "C"), Field.Parse(TargetLoss, "The loss"));
        if ((n is null) != (d is null) || new[] { n, c, loss }.Count(v => v is not null) != 1)
        {
            throw new QuestionException("Give N and D, or C, or a loss to reach.");
        }

        var domains = await state.DomainsAsync(cancellationToken);
        var name = Domain ?? "";
        if (!domains.Any(known => string.Equals(known.Domain, name, StringComparison.Ordinal)))
        {
            throw new QuestionException($"There is no domain '{name}' with committed logs.");
        }

        var snapshot = await snapshots.ReadAsync(name, cancellationToken);
        var analyses = await state.AnalysesAsync(domain: null, cancellationToken);
        var calibration = new ForecastCalibration(analyses.SelectMany(a => a.Analysis.Scores));
        try
        {
            var forecasts = FamilyForecasts.Of(
                snapshots.Detect(snapshot),
                name,
                string.IsNullOrEmpty(Family) ? null : Family,
                calibration
            );
            return loss is { } target
                    ? new(null, TargetForecastDocument.Of(forecasts.ForTarget(target)))
                : c is { } flops ? new(ForecastDocument.Of(forecasts.AtCompute(flops)), null)
                : new(ForecastDocument.Of(forecasts.At(n!.Value, d!.Value)), null);
        }
        catch (NoForecastException reason)
        {
            throw new QuestionException(reason.Message);
        }
    }
}

/// <summary>One of the two.</summary>
/// <param name="Forecast">The loss of a run.</param>
/// <param name="Target">What a loss takes.</param>
internal sealed record ForecastAnswer(ForecastDocument? Forecast, TargetForecastDocument? Target);
