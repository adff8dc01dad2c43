namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>Which of the parameters e, a, b, alpha, beta a law has, and how far they may go.</summary>
internal readonly record struct AdditiveForm(bool HasFloor, bool HasSecondTerm)
{
    /// <summary>Exponents at these ends are "on the bound": the data ask for a logarithm or for a step.</summary>
    public const double LeastExponent = 0.003;

    public const double GreatestExponent = 6;

    /// <summary>A term this far below the least log loss has no influence any more.</summary>
    private const double Vanished = 30;

    public int ParameterCount => 2 + (HasFloor ? 1 : 0) + (HasSecondTerm ? 2 : 0);

    /// <summary>The positions of the law's parameters in the kernel's order.</summary>
    public int[] Free =>
        (HasFloor, HasSecondTerm) switch
        {
            (true, true) => [0, 1, 2, 3, 4],
            (false, true) => [1, 2, 3, 4],
            (true, false) => [0, 1, 3],
            (false, false) => [1, 3],
        };

    public AdditiveForm WithoutFloor => this with { HasFloor = false };

    /// <summary>Lower bounds in the kernel's order.</summary>
    public static double[] Lower(double leastLogLoss) =>
        [
            leastLogLoss - Vanished,
            leastLogLoss - Vanished,
            leastLogLoss - Vanished,
            LeastExponent,
            LeastExponent,
        ];

    /// <summary>Upper bounds in the kernel's order.</summary>
    public static double[] Upper { get; } =
    [
        double.PositiveInfinity,
        double.PositiveInfinity,
        double.PositiveInfinity,
        GreatestExponent,
        GreatestExponent,
    ];
}
