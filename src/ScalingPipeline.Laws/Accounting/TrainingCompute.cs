namespace ScalingPipeline.Laws.Accounting;

/// <summary>Parameters and compute of transformer training (Kaplan et al. 2020, arXiv 2001.08361, section 2.1).</summary>
public static class TrainingCompute
{
    /// <summary>Two FLOP forward and four backward for each parameter and token.</summary>
    public const double FlopPerParameterToken = 6;

    /// <summary>Non-embedding parameters of a decoder with d_attn = d_ff/4 = d_model: N = 12 n_layer d_model^2.</summary>
    public static double Parameters(double layers, double modelWidth) =>
        12 * layers * modelWidth * modelWidth;

    /// <summary>Training compute C = 6 N D in FLOP.</summary>
    public static double Flops(double parameters, double tokens) =>
        FlopPerParameterToken * parameters * tokens;

    /// <summary>Attention over the context as a share of the compute in the weights: n_ctx / (12 d_model); 6 N D leaves it out.</summary>
    public static double ContextShare(double contextLength, double modelWidth) =>
        contextLength / (12 * modelWidth);
}
