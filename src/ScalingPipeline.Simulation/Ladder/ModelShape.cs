namespace ScalingPipeline.Simulation.Ladder;

/// <summary>A decoder-only transformer with a 4x feed-forward layer, learned positions and an untied head.</summary>
/// <param name="Layers">n_layer.</param>
/// <param name="Width">d_model.</param>
/// <param name="Heads">n_head; divides the width.</param>
public sealed record ModelShape(int Layers, int Width, int Heads)
{
    /// <summary>Five sizes from 3.1 to 201 million non-embedding parameters, smallest first.</summary>
    public static IReadOnlyList<ModelShape> Ladder { get; } =
    [new(4, 256, 4), new(6, 384, 6), new(8, 512, 8), new(12, 768, 12), new(16, 1024, 16)];

    /// <summary>N = 12 n_layer d_model^2 (Kaplan et al. 2020, section 2.1).</summary>
    public long Parameters => 12L * Layers * Width * Width;

    /// <summary>N with embeddings, positions, head, norms and biases.</summary>
    public long TotalParameters(int vocabulary, int context) =>
        Parameters
        + (13L * Layers * Width)
        + (2L * Width)
        + (2L * vocabulary * Width)
        + ((long)context * Width);
}
