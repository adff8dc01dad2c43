namespace ScalingPipeline.Laws.Numerics;

/// <summary>Non-negative least squares with at most three columns, by trying every set of positive columns.</summary>
internal static class NonNegativeLeastSquares
{
    private const int Columns = 3;

    /// <summary>Minimises x'Gx - 2 r'x + <paramref name="squares"/> over x at least zero in the columns of the bit mask; returns the sum of squares.</summary>
    public static double Solve(
        ReadOnlySpan<double> gram,
        ReadOnlySpan<double> right,
        double squares,
        int allowed,
        Span<double> solution
    )
    {
        Span<int> index = stackalloc int[Columns];
        Span<double> system = stackalloc double[Columns * Columns];
        Span<double> x = stackalloc double[Columns];
        var best = double.PositiveInfinity;
        solution.Clear();
        for (var set = 1; set < 1 << Columns; set++)
        {
            if ((set & ~allowed) != 0)
            {
                continue;
            }

            var n = 0;
            for (var k = 0; k < Columns; k++)
            {
                if ((set & (1 << k)) != 0)
                {
                    index[n++] = k;
                }
            }

            for (var i = 0; i < n; i++)
            {
                x[i] = right[index[i]];
                for (var j = 0; j < n; j++)
                {
                    system[(i * n) + j] = gram[(index[i] * Columns) + index[j]];
                }
            }

            if (!SmallCholesky.TryFactor(system, n))
            {
                continue;
            }

            SmallCholesky.Solve(system, n, x);
            var error = squares;
            var feasible = true;
            for (var i = 0; i < n; i++)
            {
                feasible &= x[i] > 0;
                error -= x[i] * right[index[i]];
            }

            if (feasible && error < best)
            {
                best = error;
                solution.Clear();
                for (var i = 0; i < n; i++)
                {
                    solution[index[i]] = x[i];
                }
            }
        }

        return best;
    }
}
