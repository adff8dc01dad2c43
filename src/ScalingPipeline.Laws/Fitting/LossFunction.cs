namespace ScalingPipeline.Laws.Fitting;

/// <summary>The function of a residual (of log L, unless it says otherwise) whose weighted <em>sum</em> (never mean) a fit minimises.</summary>
public readonly record struct LossFunction
{
    private LossFunction(double delta, double factor, bool ofLoss = false)
    {
        Delta = delta;
        Factor = factor;
        OfLoss = ofLoss;
    }

    /// <summary>Sum of squares, without a factor one half.</summary>
    public static LossFunction LeastSquares { get; } = new(double.PositiveInfinity, 2);

    /// <summary>Sum of squares of the residuals of L itself, not of its log: what a plain curve fit minimises, as in Gadre et al. 2024.</summary>
    public static LossFunction LeastSquaresOfLoss { get; } =
        new(double.PositiveInfinity, 2, ofLoss: true);

    /// <summary>Whether residuals are of L itself.</summary>
    public bool OfLoss { get; }

    /// <summary>Where the quadratic zone ends; infinite for least squares.</summary>
    public double Delta { get; }

    /// <summary>The reported objective is this many times r^2/2 in the quadratic zone.</summary>
    internal double Factor { get; }

    /// <summary>r^2/2 for |r| up to delta, delta (|r| - delta/2) beyond.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive.</exception>
    public static LossFunction Huber(double delta = 1e-3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        return new LossFunction(delta, 1);
    }

    /// <summary>The value for one residual.</summary>
    public double Value(double residual)
    {
        var size = Math.Abs(residual);
        return Factor
            * (size <= Delta ? 0.5 * residual * residual : Delta * (size - (0.5 * Delta)));
    }

    public override string ToString() =>
        double.IsPositiveInfinity(Delta)
            ? $"sum of squared residuals of {(OfLoss ? "L" : "log L")}"
            : $"sum of Huber({Delta:G4}) of the residuals of log L";
}
