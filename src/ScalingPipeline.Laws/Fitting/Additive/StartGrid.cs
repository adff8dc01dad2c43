using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

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
        var cells = new List<(double Error, int I, int J, double[] Linear)>();
        var gram = new GridMoments(kernel, weight, first, second);
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                var linear = new double[Terms];
                var error = gram.NonNegativeFit(i, j, form, linear);
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
        double Log(int k) => Elementary.Log(Math.Max(linear[k], least));
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
                .Select(i => least * Elementary.Pow(greatest / least, i / (count - 1.0))),
        ];
}
