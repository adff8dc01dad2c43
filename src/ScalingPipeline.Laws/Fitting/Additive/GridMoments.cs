using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>
/// Moments of the columns 1/L, u^-alpha/L and v^-beta/L over a grid of exponents. Only the product of the last two belongs to a cell; all others belong to a row or column of the
/// grid, so a cell costs one dot product.
/// </summary>
internal sealed class GridMoments
{
    private const int Terms = 3;

    private readonly double total;
    private readonly double ones;
    private readonly double right;
    private readonly (double Squares, double Cross, double Right)[] first;
    private readonly (double Squares, double Cross, double Right)[] second;
    private readonly double[][] weightedU;
    private readonly double[][] columnsV;

    public GridMoments(
        AdditiveKernel kernel,
        ReadOnlySpan<double> weight,
        double[] exponentsU,
        double[] exponentsV
    )
    {
        var constant = new double[kernel.Count];
        for (var i = 0; i < constant.Length; i++)
        {
            constant[i] = Elementary.Exp(-kernel.Y[i]);
            total += weight[i];
            ones += weight[i] * constant[i] * constant[i];
            right += weight[i] * constant[i];
        }

        weightedU = Columns(kernel.U, constant, exponentsU);
        columnsV = Columns(kernel.V, constant, exponentsV);
        first = new (double, double, double)[exponentsU.Length];
        second = new (double, double, double)[exponentsV.Length];
        for (var k = 0; k < first.Length; k++)
        {
            first[k] = Moments(weightedU[k], constant, weight);
            for (var i = 0; i < constant.Length; i++)
            {
                weightedU[k][i] *= weight[i];
            }
        }

        for (var k = 0; k < second.Length; k++)
        {
            second[k] = Moments(columnsV[k], constant, weight);
        }
    }

    /// <summary>The least weighted sum of squared relative errors of one cell, with non-negative linear parameters.</summary>
    public double NonNegativeFit(int i, int j, AdditiveForm form, Span<double> linear)
    {
        var cross = form.HasSecondTerm ? VectorSum.Dot(weightedU[i], columnsV[j]) : 0;
        ReadOnlySpan<double> gram =
        [
            ones,
            first[i].Cross,
            second[j].Cross,
            first[i].Cross,
            first[i].Squares,
            cross,
            second[j].Cross,
            cross,
            second[j].Squares,
        ];
        return NonNegativeLeastSquares.Solve(
            gram,
            [right, first[i].Right, second[j].Right],
            total,
            (form.HasFloor ? 1 : 0) | 2 | (form.HasSecondTerm ? 4 : 0),
            linear[..Terms]
        );
    }

    private static (double, double, double) Moments(
        double[] column,
        double[] constant,
        ReadOnlySpan<double> weight
    )
    {
        double squares = 0,
            cross = 0,
            sum = 0;
        for (var i = 0; i < column.Length; i++)
        {
            var weighted = weight[i] * column[i];
            squares += weighted * column[i];
            cross += weighted * constant[i];
            sum += weighted;
        }

        return (squares, cross, sum);
    }

    /// <summary>x^-exponent / L for every exponent.</summary>
    private static double[][] Columns(
        ReadOnlySpan<double> logX,
        double[] constant,
        double[] exponents
    )
    {
        var columns = new double[exponents.Length][];
        for (var k = 0; k < exponents.Length; k++)
        {
            columns[k] = new double[logX.Length];
            VectorSum.Exp(logX, -exponents[k], columns[k]);
            for (var i = 0; i < logX.Length; i++)
            {
                columns[k][i] *= constant[i];
            }
        }

        return columns;
    }
}
