using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// L(t) = L(N) + (L_U - L(N)) / t^p: the loss of the token at context position t = 1.. of a model whose loss with unlimited context is L(N); the first token has no
/// context and costs the unigram entropy L_U (Henighan et al. 2020, arXiv 2010.14701, appendix E). A power law with a floor in t.
/// </summary>
/// <param name="Floor">L(N) in nats.</param>
/// <param name="First">L_U in nats: the loss at t = 1.</param>
/// <param name="P">Exponent, below one for text.</param>
public readonly record struct PositionLaw(double Floor, double First, double P)
{
    /// <summary>The position law of a power law with a floor.</summary>
    public static PositionLaw Of(PowerLaw law) => new(law.LInf, law.Loss(1), law.Alpha);

    /// <summary>The same curve as L_inf + (t0/t)^alpha.</summary>
    public PowerLaw ToPowerLaw() => new(Floor, Elementary.Pow(First - Floor, 1 / P), P);

    /// <summary>The predicted loss in nats of the token at position t.</summary>
    public double Loss(double position) => Floor + ((First - Floor) * Elementary.Pow(position, -P));

    /// <summary>H_T(p): the sum of t^-p over t = 1..T.</summary>
    public double Harmonic(int length)
    {
        var sum = 0.0;
        for (var t = length; t >= 1; t--)
        {
            sum += Elementary.Pow(t, -P);
        }

        return sum;
    }

    /// <summary>Mean loss over the first T positions: what a whole sequence of that length shows.</summary>
    public double MeanLoss(int length) => Floor + ((First - Floor) * Harmonic(length) / length);

    /// <summary>Mutual information in nats of the positions 1..T with T+1..2T: (2 H_T(p) - H_2T(p)) (L_U - L(N)).</summary>
    public double MutualInformation(int length) =>
        ((2 * Harmonic(length)) - Harmonic(2 * length)) * (First - Floor);

    /// <summary>That information as a share of the loss of the positions T+1..2T.</summary>
    public double InformationGain(int length) =>
        MutualInformation(length)
        / ((length * Floor) + ((Harmonic(2 * length) - Harmonic(length)) * (First - Floor)));
}
