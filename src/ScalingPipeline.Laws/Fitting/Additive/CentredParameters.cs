namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>
/// The parameters in which a law is nearly linear: logs of the floor and of each term at the centre of the data, and the exponents. Prefactors at N = 1 are
/// correlated with their exponents beyond .999, so uncertainty is kept, and fits are compared, here.
/// </summary>
public sealed record CentredParameters
{
    /// <summary>ln of the floor, ln of each term at the centre, the exponents; only those that the law has.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Covariance of the values, row by row; null if the curvature is singular.</summary>
    public required IReadOnlyList<double>? Covariance { get; init; }

    /// <summary>Covariance that does not assume the same noise at every scale, row by row; for intervals, while <see cref="Covariance"/> gives the standard errors that papers report.</summary>
    public IReadOnlyList<double>? RobustCovariance { get; init; }

    /// <summary>Sum of w g g' over the points, g the gradient of log L: the parameter part of a forecast's error.</summary>
    public required IReadOnlyList<double> Information { get; init; }

    /// <summary>Mean of ln x, or of ln N.</summary>
    public required double Centre { get; init; }

    /// <summary>Mean of ln D; 0 for a law of one variable.</summary>
    public required double SecondCentre { get; init; }

    internal bool HasFloor => Names.Contains("ln floor", StringComparer.Ordinal);

    internal bool HasSecondTerm => Names.Contains("exponent 2", StringComparer.Ordinal);

    internal AdditiveForm Form => new(HasFloor, HasSecondTerm);

    internal static string[] NamesOf(AdditiveForm form)
    {
        string[] all = ["ln floor", "ln term 1", "ln term 2", "exponent 1", "exponent 2"];
        return Array.ConvertAll(form.Free, i => all[i]);
    }

    /// <summary>The kernel's five parameters; absent ones at minus infinity or zero.</summary>
    internal double[] Theta()
    {
        double[] theta = [double.NegativeInfinity, 0, double.NegativeInfinity, 0, 0];
        var free = Form.Free;
        for (var k = 0; k < free.Length; k++)
        {
            theta[free[k]] = Values[k];
        }

        return theta;
    }
}
