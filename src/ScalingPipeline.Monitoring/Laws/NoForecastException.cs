namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Why there is no forecast.</summary>
public enum NoForecast
{
    /// <summary>No healthy run is complete.</summary>
    NoRuns,

    /// <summary>The data do not pin down the law, or not as far as was asked.</summary>
    NotIdentified,

    /// <summary>The loss asked for lies at or below what the law says can ever be reached.</summary>
    BelowIrreducibleLoss,

    /// <summary>Every completed run has reached the loss asked for.</summary>
    AlreadyReached,
}

/// <summary>Why nothing is forecast: one sentence, the exception's message, and its kind.</summary>
public sealed class NoForecastException(NoForecast kind, string message) : Exception(message)
{
    public NoForecast Kind { get; } = kind;
}
