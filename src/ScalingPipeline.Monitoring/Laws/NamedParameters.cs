using ScalingPipeline.Laws.Catalogue;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Parameters of a law under the names of its formula, with their covariance by the delta method.</summary>
internal sealed class NamedParameters
{
    private NamedParameters(
        IReadOnlyList<string> names,
        double[] values,
        IReadOnlyList<IReadOnlyList<double>> covariance
    )
    {
        Values = Table(names, values);
        StandardErrors = Table(
            names,
            [
                .. names.Select(
                    (_, i) => covariance.Count == 0 ? double.NaN : Math.Sqrt(covariance[i][i])
                ),
            ]
        );
        Covariance = covariance;
    }

    public static NamedParameters None { get; } = new([], [], []);

    public IReadOnlyDictionary<string, double> Values { get; }

    public IReadOnlyDictionary<string, double> StandardErrors { get; }

    public IReadOnlyList<IReadOnlyList<double>> Covariance { get; }

    /// <summary>L_inf, x0 and alpha of L = L_inf + (x0/x)^alpha, with x0 under its own name.</summary>
    public static NamedParameters Of(FittedLaw<PowerLaw> fitted, string scaleName)
    {
        if (fitted.Law is not { } law || fitted.Fit.Centred is not { } centred)
        {
            return None;
        }

        // Centred: ln floor, ln term at the centre, alpha; ln x0 = term / alpha + centre.
        var alpha = law.Alpha;
        var term = centred.Values[1];
        return new NamedParameters(
            ["L_inf", scaleName, "alpha"],
            [law.LInf, law.X0, alpha],
            Propagate(
                centred,
                [
                    [law.LInf, 0, 0],
                    [0, law.X0 / alpha, -law.X0 * term / (alpha * alpha)],
                    [0, 0, 1],
                ]
            )
        );
    }

    /// <summary>E, A, B, alpha and beta of L = E + A/N^alpha + B/D^beta.</summary>
    public static NamedParameters Of(FittedLaw<ChinchillaLaw> fitted)
    {
        if (fitted.Law is not { } law || fitted.Fit.Centred is not { } centred)
        {
            return None;
        }

        // Centred: ln floor, both ln terms at the centre, alpha, beta; ln A = term + alpha centre.
        return new NamedParameters(
            ["E", "A", "B", "alpha", "beta"],
            [law.E, law.A, law.B, law.Alpha, law.Beta],
            Propagate(
                centred,
                [
                    [law.E, 0, 0, 0, 0],
                    [0, law.A, 0, law.A * centred.Centre, 0],
                    [0, 0, law.B, 0, law.B * centred.SecondCentre],
                    [0, 0, 0, 1, 0],
                    [0, 0, 0, 0, 1],
                ]
            )
        );
    }

    /// <summary>The parameters of a law of the catalogue.</summary>
    public static NamedParameters Of(FittedTable fitted)
    {
        var estimates = fitted.Fit.Parameters;
        var p = estimates.Count;
        return new NamedParameters(
            [.. estimates.Select(e => e.Name)],
            [.. estimates.Select(e => e.Value)],
            fitted.Covariance is { } covariance
                ?
                [
                    .. Enumerable
                        .Range(0, p)
                        .Select(i => (IReadOnlyList<double>)[.. covariance.Skip(i * p).Take(p)]),
                ]
                : []
        );
    }

    /// <summary>k and a of y = k x^a, from y = (x/x0)^a.</summary>
    public static NamedParameters Of(FittedLaw<PowerRelation> fitted)
    {
        if (fitted.Law is not { } law || fitted.Fit.Covariance is not { } covariance)
        {
            return None;
        }

        // ln k = -a ln x0.
        var logX0 = Elementary.Log(law.X0);
        var k = Elementary.Exp(-law.Exponent * logX0);
        return new NamedParameters(
            ["k", "a"],
            [k, law.Exponent],
            Propagate(
                covariance,
                [
                    [-k * law.Exponent / law.X0, -k * logX0],
                    [0, 1],
                ]
            )
        );
    }

    private static IReadOnlyList<IReadOnlyList<double>> Propagate(
        CentredParameters centred,
        double[][] jacobian
    )
    {
        var p = jacobian.Length;
        return centred.Covariance is { } inner && inner.Count == p * p
            ? Propagate(inner, jacobian)
            : [];
    }

    private static IReadOnlyList<IReadOnlyList<double>> Propagate(
        IReadOnlyList<double> inner,
        double[][] jacobian
    )
    {
        var p = jacobian.Length;
        return
        [
            .. Enumerable
                .Range(0, p)
                .Select(i =>
                    (IReadOnlyList<double>)
                        [.. Enumerable.Range(0, p).Select(j => Product(jacobian[i], jacobian[j]))]
                ),
        ];

        double Product(double[] left, double[] right)
        {
            var sum = 0.0;
            for (var m = 0; m < p; m++)
            {
                for (var n = 0; n < p; n++)
                {
                    sum += left[m] * inner[(m * p) + n] * right[n];
                }
            }

            return sum;
        }
    }

    private static Dictionary<string, double> Table(IReadOnlyList<string> names, double[] values) =>
        names
            .Select((name, i) => (name, values[i]))
            .ToDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal);
}
