using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.Web.Calculators;

/// <summary>A transformer that is not trained yet. Fields as they were typed.</summary>
internal sealed record EstimateQuestion
{
    /// <summary>n_layer.</summary>
    public string? Layers { get; init; }

    /// <summary>d_model.</summary>
    public string? Width { get; init; }

    /// <summary>n_ctx, tokens.</summary>
    public string? Context { get; init; }

    /// <summary>D.</summary>
    public string? Tokens { get; init; }

    /// <summary>Peak FLOP/s of one GPU. Default: <see cref="EstimateDocument.DefaultGpuFlops"/>.</summary>
    public string? GpuFlops { get; init; }

    /// <summary>Share of the peak, 0 to 1. Default: <see cref="EstimateDocument.DefaultUtilization"/>.</summary>
    public string? Utilization { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace($"{Layers}{Width}{Context}{Tokens}");

    /// <exception cref="QuestionException">A field is missing or no number.</exception>
    public EstimateDocument Answer()
    {
        var utilization =
            Field.Parse(Utilization, "The utilization") ?? EstimateDocument.DefaultUtilization;
        if (utilization > 1)
        {
            throw new QuestionException("The utilization is a share of the peak: at most 1.");
        }

        return EstimateDocument.Of(
            Needed(Layers, "The number of layers"),
            Needed(Width, "d_model"),
            Needed(Context, "The context"),
            Needed(Tokens, "D"),
            utilization
                * (Field.Parse(GpuFlops, "The peak of a GPU") ?? EstimateDocument.DefaultGpuFlops)
        );
    }

    private static double Needed(string? text, string name) =>
        Field.Parse(text, name) ?? throw new QuestionException($"{name} is missing.");
}
