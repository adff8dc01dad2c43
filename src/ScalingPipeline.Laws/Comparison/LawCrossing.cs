using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Comparison;

/// <summary>Where two laws of one variable cross, and how far that moves when an exponent is a little different.</summary>
/// <remarks>Two lines in log-log always cross somewhere: where L(C) meets L(D(C)), one of the trends must end (Henighan et al. 2020, arXiv 2010.14701, section 6).</remarks>
/// <param name="X">Where.</param>
/// <param name="Loss">The loss there, in nats.</param>
/// <param name="LowestX">The least crossing over all four changes of an exponent; null when one of them removes it.</param>
/// <param name="HighestX">The greatest; null when one of them removes it.</param>
public sealed record LawCrossing(double X, double Loss, double? LowestX, double? HighestX)
{
    /// <summary>The change of an exponent that is tried by default: five percent.</summary>
    public const double DefaultChange = 0.05;

    private const int CellsPerDecade = 20;

    /// <summary>By how many decades the crossing moves at most; infinite when a change removes it.</summary>
    public double Decades =>
        LowestX is { } low && HighestX is { } high
            ? Elementary.Log10(high / low)
            : double.PositiveInfinity;

    /// <summary>The first crossing between two x; null when there is none.</summary>
    /// <param name="first">A law.</param>
    /// <param name="second">A law of the same variable in the same unit; see <see cref="OfData"/> for L(D) as a law of C.</param>
    /// <param name="from">The least x to look at.</param>
    /// <param name="to">The greatest x to look at.</param>
    /// <param name="pivot">Where the reducible loss stays as it is while the exponent changes: the middle of the data.</param>
    /// <param name="change">The share by which each exponent is changed, up and down.</param>
    public static LawCrossing? Find(
        PowerLaw first,
        PowerLaw second,
        double from,
        double to,
        double pivot,
        double change = DefaultChange
    )
    {
        if (Root(first, second, from, to) is not { } x)
        {
            return null;
        }

        double?[] moved =
        [
            Root(Turned(first, pivot, 1 + change), second, from, to),
            Root(Turned(first, pivot, 1 - change), second, from, to),
            Root(first, Turned(second, pivot, 1 + change), from, to),
            Root(first, Turned(second, pivot, 1 - change), from, to),
        ];
        var all = moved.All(m => m is not null);
        return new LawCrossing(
            x,
            first.Loss(x),
            all ? Math.Min(x, moved.Min()!.Value) : null,
            all ? Math.Max(x, moved.Max()!.Value) : null
        );
    }

    /// <summary>A law of D as one of C along D = (C/C0)^k: the loss that the data used with compute C allow.</summary>
    public static PowerLaw OfData(PowerLaw lossOfData, PowerRelation tokensOfCompute) =>
        new(
            lossOfData.LInf,
            tokensOfCompute.X0 * Elementary.Pow(lossOfData.X0, 1 / tokensOfCompute.Exponent),
            lossOfData.Alpha * tokensOfCompute.Exponent
        );

    /// <summary>The law with its exponent multiplied, through the same point at the pivot.</summary>
    public static PowerLaw Turned(PowerLaw law, double pivot, double factor)
    {
        var alpha = law.Alpha * factor;
        return new PowerLaw(
            law.LInf,
            pivot * Elementary.Pow(law.ReducibleLoss(pivot), 1 / alpha),
            alpha
        );
    }

    private static double? Root(PowerLaw first, PowerLaw second, double from, double to)
    {
        double Difference(double logX)
        {
            var x = Elementary.Exp(logX);
            return Elementary.Log(first.Loss(x)) - Elementary.Log(second.Loss(x));
        }

        var (low, high) = (Elementary.Log(from), Elementary.Log(to));
        var cells = Math.Max(2, (int)(CellsPerDecade * (high - low) / Elementary.Log(10)));
        for (var i = 0; i < cells; i++)
        {
            var left = low + ((high - low) * i / cells);
            var right = low + ((high - low) * (i + 1) / cells);
            if (Math.Sign(Difference(left)) != Math.Sign(Difference(right)))
            {
                return Elementary.Exp(Numerics.Root.Between(Difference, left, right));
            }
        }

        return null;
    }
}
