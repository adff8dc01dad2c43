using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>A form of log L against u = ln(x / xmax) with the settings it forecasts best with.</summary>
internal abstract class CurveLaw
{
    /// <summary>Room for the largest form.</summary>
    public const int MostParameters = 6;

    public abstract int Size { get; }

    /// <summary>Weights are (x/xmax) to this power.</summary>
    public abstract double WeightPower { get; }

    /// <summary>Lower and upper bounds for a curve.</summary>
    public abstract (double[] Lower, double[] Upper) Bounds(CurvePoints points);

    /// <summary>Where to start from.</summary>
    public abstract IEnumerable<double[]> Starts(CurvePoints points);

    public abstract double LogLoss(ReadOnlySpan<double> theta, double u);

    /// <summary>Sum of weighted Huber losses of the residuals; adds gradient and reweighted Gauss-Newton Hessian (full, row by row) to zeroed spans.</summary>
    public abstract double Evaluate(
        CurvePoints points,
        ReadOnlySpan<double> theta,
        double delta,
        Span<double> gradient,
        Span<double> hessian
    );

    /// <summary>Adds the prior's value, gradient and Hessian, its strength times s^2.</summary>
    public abstract double Prior(
        ReadOnlySpan<double> theta,
        double strength,
        Span<double> gradient,
        Span<double> hessian
    );

    /// <summary>Huber's derivative psi, the weight that majorises it, and the loss, of a block of residuals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Huber(
        Vector256<double> r,
        Vector256<double> w,
        Vector256<double> width,
        out Vector256<double> psi,
        out Vector256<double> majorant
    )
    {
        var size = Vector256.Abs(r);
        var inside = Vector256.LessThanOrEqual(size, width);
        var clipped = Vector256.ConditionalSelect(inside, size, width);
        majorant = w * Vector256.ConditionalSelect(inside, Vector256<double>.One, width / size);
        psi = majorant * r;
        return w * clipped * (size - (Vector256.Create(0.5) * clipped));
    }

    /// <summary>One quadratic prior on one parameter.</summary>
    protected static double Normal(
        ReadOnlySpan<double> theta,
        int i,
        int size,
        double mean,
        double deviation,
        double strength,
        Span<double> gradient,
        Span<double> hessian
    )
    {
        var precision = strength / (deviation * deviation);
        var off = theta[i] - mean;
        gradient[i] += precision * off;
        hessian[(i * size) + i] += precision;
        return 0.5 * precision * off * off;
    }
}
