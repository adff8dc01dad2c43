using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>The prefactors of a law that is linear in up to three of them, once its exponents are chosen: non-negative least squares of the relative error (variable projection, Golub and Pereyra 1973).</summary>
internal static class LinearTerms
{
    public const int Largest = 3;

    /// <summary>Prefactors of the terms, zero where the fit wants none, with the sum of squared relative errors.</summary>
    /// <param name="data">The losses.</param>
    /// <param name="terms">How many terms, at most three.</param>
    /// <param name="term">The value of a term in a row, without its prefactor.</param>
    public static (double[] Prefactors, double Error) Fit(
        LossTable data,
        int terms,
        Func<int, double[], double> term
    )
    {
        var gram = new double[Largest * Largest];
        var right = new double[Largest];
        var column = new double[Largest];
        var total = 0.0;
        for (var slot = 0; slot < data.Rows.Length; slot++)
        {
            var weight = data.Weight[slot];
            total += weight;
            for (var k = 0; k < terms; k++)
            {
                column[k] = term(k, data.Rows[slot]) * Elementary.Exp(-data.LogLoss[slot]);
            }

            for (var k = 0; k < terms; k++)
            {
                right[k] += weight * column[k];
                for (var l = 0; l < terms; l++)
                {
                    gram[(k * Largest) + l] += weight * column[k] * column[l];
                }
            }
        }

        var prefactors = new double[Largest];
        var error = NonNegativeLeastSquares.Solve(gram, right, total, (1 << terms) - 1, prefactors);
        return (prefactors[..terms], error);
    }

    /// <summary>Natural logs; zeros become a thousandth of the sum, so that Newton can raise them.</summary>
    public static double[] Logs(double[] prefactors)
    {
        var least = Math.Max(1e-3 * prefactors.Sum(), 1e-300);
        return Array.ConvertAll(prefactors, x => Elementary.Log(Math.Max(x, least)));
    }

    /// <summary>The mean of ln x of a column, by the weights of the rows: where a law is centred.</summary>
    public static double MeanLog(LossTable data, int column)
    {
        double sum = 0,
            total = 0;
        for (var slot = 0; slot < data.Rows.Length; slot++)
        {
            sum += data.Weight[slot] * Elementary.Log(data.Rows[slot][column]);
            total += data.Weight[slot];
        }

        return total > 0 ? sum / total : 0;
    }
}
