namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// Benjamini and Hochberg 1995: of many tests in one night, those to raise so that the expected share of false ones among them stays below a rate. Holds for independent and for
/// positively dependent p-values (Benjamini and Yekutieli 2001).
/// </summary>
public static class FalseDiscovery
{
    /// <summary>The adjusted p-value of every test: the smallest rate at which it would be raised; min over later ranks of p m / rank, at most 1.</summary>
    /// <param name="pValues">In [0, 1], in any order.</param>
    /// <exception cref="ArgumentException">A p-value is outside [0, 1].</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            if (!(pValues[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(
                    $"The p-value of test {i} is {pValues[i]}; it must lie between 0 and 1.",
                    nameof(pValues)
                );
            }
        }

        Array.Sort(order, (i, j) => pValues[j].CompareTo(pValues[i]));
        var adjusted = new double[order.Length];
        var least = 1.0;
        for (var k = 0; k < order.Length; k++)
        {
            var rank = order.Length - k;
            least = Math.Min(least, pValues[order[k]] * order.Length / rank);
            adjusted[order[k]] = least;
        }

        return adjusted;
    }

    /// <summary>Whether each test is raised at a false discovery rate.</summary>
    public static bool[] Raised(IReadOnlyList<double> pValues, double rate = 0.05) =>
        Array.ConvertAll(Adjust(pValues), p => p <= rate);
}
