namespace ScalingPipeline.Laws.Numerics;

/// <summary>b0 + a1/(b1 + a2/(b2 + ..)) by the algorithm of Lentz as Thompson and Barnett 1986 modified it.</summary>
internal ref struct ContinuedFraction
{
    private const double Tiny = 1e-300;
    private const double Precision = 2.3e-16;

    private double c;
    private double d;

    public ContinuedFraction(double first)
    {
        Value = c = first == 0 ? Tiny : first;
        d = 0;
    }

    public double Value { get; private set; }

    /// <summary>Takes one more level; false once it changes nothing.</summary>
    public bool Add(double a, double b)
    {
        d = b + (a * d);
        d = 1 / (d == 0 ? Tiny : d);
        c = b + (a / c);
        c = c == 0 ? Tiny : c;
        var factor = c * d;
        Value *= factor;
        return Math.Abs(factor - 1) > Precision;
    }
}
