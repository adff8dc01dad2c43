using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// Starts by variable projection: for every cell of a grid of exponents the linear parameters follow from non-negative least squares of
/// the relative error; the best cells, more than two cells apart, are the starts.
/// </summary>
internal static class StartGrid
{
    private const int Terms = 3;

    public static List<double[]> Starts(
        AdditiveKernel kernel,
        AdditiveForm form,
        ReadOnlySpan<double> weight,
        int count
    )
    {
        var first = form.HasSecondTerm ? Exponents(0.06, 1.6, 10) : Exponents(0.02, 3, 24);
        var second = form.HasSecondTerm ? first : [0];
        var columnsU = Columns(kernel.U, kernel.Y, first);
        var columnsV = Columns(kernel.V, kernel.Y, second);
        var cells = new List<(double Error, int I, int J, double[] Linear)>();
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                var linear = new double[Terms];
                var error = NonNegativeFit(
                    kernel.Y,
                    columnsU[i],
                    columnsV[j],
                    weight,
                    form,
                    linear
                );
                cells.Add((error, i, j, linear));
            }
        }

        var starts = new List<double[]>();
        var taken = new List<(int I, int J)>();
        foreach (var (_, i, j, linear) in cells.OrderBy(cell => cell.Error))
        {
            if (taken.Any(t => Math.Abs(t.I - i) <= 2 && Math.Abs(t.J - j) <= 2))
            {
                continue;
            }

            taken.Add((i, j));
            starts.Add(Theta(form, linear, first[i], second[j]));
            if (starts.Count == count)
            {
                break;
            }
        }

        return starts;
    }

    /// <summary>Linear parameters of zero start at a small share, so that Newton can raise them.</summary>
    private static double[] Theta(AdditiveForm form, double[] linear, double alpha, double beta)
    {
        var least = 1e-3 * linear.Sum();
        double Log(int k) => Math.Log(Math.Max(linear[k], least));
        return
        [
            form.HasFloor ? Log(0) : double.NegativeInfinity,
            Log(1),
            form.HasSecondTerm ? Log(2) : double.NegativeInfinity,
            alpha,
            form.HasSecondTerm ? beta : 0,
        ];
    }

    private static double[] Exponents(double least, double greatest, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => least * Math.Pow(greatest / least, i / (count - 1.0))),
        ];

    /// <summary>x^-exponent / L for every exponent.</summary>
    private static double[][] Columns(
        ReadOnlySpan<double> logX,
        ReadOnlySpan<double> logLoss,
        double[] exponents
    )
    {
        var columns = new double[exponents.Length][];
        for (var k = 0; k < exponents.Length; k++)
        {
            columns[k] = new double[logX.Length];
            for (var i = 0; i < logX.Length; i++)
            {
                columns[k][i] = Math.Exp((-exponents[k] * logX[i]) - logLoss[i]);
            }
        }

        return columns;
    }

    private static double NonNegativeFit(
        ReadOnlySpan<double> logLoss,
        double[] columnU,
        double[] columnV,
        ReadOnlySpan<double> weight,
        AdditiveForm form,
        double[] linear
    )
    {
        Span<double> gram = stackalloc double[Terms * Terms];
        Span<double> right = stackalloc double[Terms];
        Span<double> row = stackalloc double[Terms];
        gram.Clear();
        right.Clear();
        var total = 0.0;
        for (var i = 0; i < logLoss.Length; i++)
        {
            row[0] = Math.Exp(-logLoss[i]);
            row[1] = columnU[i];
            row[2] = columnV[i];
            total += weight[i];
            for (var k = 0; k < Terms; k++)
            {
                right[k] += weight[i] * row[k];
                for (var l = 0; l < Terms; l++)
                {
                    gram[(k * Terms) + l] += weight[i] * row[k] * row[l];
                }
            }
        }

        return NonNegativeLeastSquares.Solve(
            gram,
            right,
            total,
            (form.HasFloor ? 1 : 0) | 2 | (form.HasSecondTerm ? 4 : 0),
            linear
        );
    }
}
