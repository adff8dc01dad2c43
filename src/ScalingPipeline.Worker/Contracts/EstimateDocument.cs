using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>What a transformer takes that is not trained yet, as <c>estimate --json</c> prints it. Field names are stable.</summary>
/// <param name="Parameters">N, non-embedding: 12 n_layer d_model^2.</param>
/// <param name="Tokens">D as given.</param>
/// <param name="Flop">C = 6 N D.</param>
/// <param name="PetaflopDays">C in 8.64e19 FLOP.</param>
/// <param name="GpuDays">Days of one GPU at the sustained rate.</param>
/// <param name="ContextShare">FLOP of attention over the context as a share of 6 N D, which leaves it out.</param>
public sealed record EstimateDocument(
    double Parameters,
    double Tokens,
    double Flop,
    double PetaflopDays,
    double GpuDays,
    double ContextShare
)
{
    /// <summary>The peak of an A100 in bfloat16, FLOP/s.</summary>
    public const double DefaultGpuFlops = 3.12e14;

    /// <summary>Share of the peak that training reaches.</summary>
    public const double DefaultUtilization = 0.4;

    private const double SecondsPerDay = 86_400;

    /// <param name="layers">n_layer.</param>
    /// <param name="width">d_model.</param>
    /// <param name="context">n_ctx, tokens.</param>
    /// <param name="tokens">D.</param>
    /// <param name="sustainedFlops">FLOP/s of one GPU in training.</param>
    public static EstimateDocument Of(
        double layers,
        double width,
        double context,
        double tokens,
        double sustainedFlops
    )
    {
        var parameters = TrainingCompute.Parameters(layers, width);
        var flop = TrainingCompute.Flops(parameters, tokens);
        return new EstimateDocument(
            parameters,
            tokens,
            flop,
            new Flops(flop).PetaflopDays,
            flop / (sustainedFlops * SecondsPerDay),
            TrainingCompute.ContextShare(context, width)
        );
    }
}
