using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>One run held against what its siblings and its law say of it.</summary>
public sealed record RunAssessment
{
    public required string Run { get; init; }

    public required string Family { get; init; }

    public required double Parameters { get; init; }

    /// <summary>D so far.</summary>
    public required double Tokens { get; init; }

    /// <summary>Share of the declared schedule that is done, 0..1; NaN when no schedule is declared.</summary>
    public required double Progress { get; init; }

    /// <summary>Latest loss on the domain's evaluation set, standardized, in nats per token; NaN when not evaluated yet.</summary>
    public required double Observed { get; init; }

    /// <summary>Standard error of <see cref="Observed"/>, clustered by sequence.</summary>
    public required double StandardError { get; init; }

    /// <summary>What the run should have reached by the siblings (the run itself left out); null when there are too few.</summary>
    public double? Expected { get; init; }

    public Interval? Interval { get; init; }

    /// <summary>Where <see cref="Expected"/> comes from, or why there is none, in words.</summary>
    public required string Basis { get; init; }

    /// <summary>The siblings that <see cref="Expected"/> rests on.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The law's forecast of this run's final loss made from runs of less compute only, and how it came out; null when not possible.</summary>
    public RunForecast? Forecast { get; init; }

    /// <summary>What its loss is made of; null where L(N,D) is not identified.</summary>
    public RunTerms? Terms { get; init; }

    /// <summary>What <see cref="Terms"/> rest on, or why there are none, in words.</summary>
    public string TermsBasis
    {
        get => field ?? "not known: stored by a version that did not say it";
        init;
    }

    /// <summary>How its loss moved when training ended; null while it trains, or with too few siblings.</summary>
    public TrainingEnd? End { get; init; }
}

/// <summary>The forecast of one run and, once it has ended, how it came out.</summary>
/// <param name="Forecast">What was predicted, from <paramref name="Runs"/> smaller runs.</param>
/// <param name="Law">The law it was made from.</param>
/// <param name="Runs">Runs the law was fitted to.</param>
/// <param name="Actual">The measured final loss; null while the run trains.</param>
public sealed record RunForecast(LawForecast Forecast, string Law, int Runs, double? Actual)
{
    /// <summary>ln(actual / predicted); null while the run trains.</summary>
    public double? LogError => Actual is { } actual ? Elementary.Log(actual / Forecast.Loss) : null;

    public bool? Inside =>
        Actual is { } actual
            ? actual >= Forecast.Interval.Low && actual <= Forecast.Interval.High
            : null;
}
