namespace ScalingPipeline.Laws.Numerics;

/// <summary>Products of small dense square matrices, row-major.</summary>
internal static class SmallMatrix
{
    public static double[] Multiply(double[] left, double[] right, int n)
    {
        var product = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    product[(i * n) + j] += left[(i * n) + k] * right[(k * n) + j];
                }
            }
        }

        return product;
    }

    /// <summary>The rows and columns at the given positions.</summary>
    public static double[] Block(double[] matrix, int n, int[] positions)
    {
        var p = positions.Length;
        var block = new double[p * p];
        for (var k = 0; k < p; k++)
        {
            for (var l = 0; l < p; l++)
            {
                block[(k * p) + l] = matrix[(positions[k] * n) + positions[l]];
            }
        }

        return block;
    }

    /// <summary>left' M right.</summary>
    public static double Bilinear(
        ReadOnlySpan<double> left,
        ReadOnlySpan<double> matrix,
        ReadOnlySpan<double> right
    )
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                sum += left[i] * matrix[(i * right.Length) + j] * right[j];
            }
        }

        return sum;
    }
}
