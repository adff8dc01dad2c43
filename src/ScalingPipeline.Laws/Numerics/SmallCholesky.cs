namespace ScalingPipeline.Laws.Numerics;

/// <summary>Cholesky factorisation of a small dense symmetric matrix, row-major, in place and without allocation.</summary>
internal static class SmallCholesky
{
    /// <summary>Replaces the lower triangle by the factor; false if the matrix is not positive definite.</summary>
    public static bool TryFactor(Span<double> a, int n)
    {
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = a[(i * n) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[(i * n) + k] * a[(j * n) + k];
                }

                if (i == j)
                {
                    if (!(sum > 0) || double.IsInfinity(sum))
                    {
                        return false;
                    }

                    a[(j * n) + j] = Math.Sqrt(sum);
                }
                else
                {
                    a[(i * n) + j] = sum / a[(j * n) + j];
                }
            }
        }

        return true;
    }

    /// <summary>L^-1 x with the factor L of <see cref="TryFactor"/>, in place: what has the covariance of the matrix becomes independent.</summary>
    public static void Whiten(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (var i = 0; i < n; i++)
        {
            var sum = x[i];
            for (var k = 0; k < i; k++)
            {
                sum -= factor[(i * n) + k] * x[k];
            }

            x[i] = sum / factor[(i * n) + i];
        }
    }

    /// <summary>Solves with the factor of <see cref="TryFactor"/>, in place.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        Whiten(factor, n, x);
        for (var i = n - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var k = i + 1; k < n; k++)
            {
                sum -= factor[(k * n) + i] * x[k];
            }

            x[i] = sum / factor[(i * n) + i];
        }
    }

    /// <summary>The inverse of a symmetric positive definite matrix, or null. Scaled by its diagonal first.</summary>
    public static double[]? Invert(ReadOnlySpan<double> matrix, int n)
    {
        var scale = new double[n];
        for (var i = 0; i < n; i++)
        {
            var diagonal = matrix[(i * n) + i];
            if (!(diagonal > 0))
            {
                return null;
            }

            scale[i] = 1 / Math.Sqrt(diagonal);
        }

        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                factor[(i * n) + j] = matrix[(i * n) + j] * scale[i] * scale[j];
            }
        }

        if (!TryFactor(factor, n))
        {
            return null;
        }

        var inverse = new double[n * n];
        var column = new double[n];
        for (var j = 0; j < n; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            Solve(factor, n, column);
            for (var i = 0; i < n; i++)
            {
                inverse[(i * n) + j] = column[i] * scale[i] * scale[j];
            }
        }

        return inverse;
    }
}
