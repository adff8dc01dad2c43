using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Positions;

/// <summary>
/// The paired differences of a profile as a quadratic in ln(position), plus one column that is tested, by least squares weighted by
/// the width of the buckets; the scatter of single positions comes from the residuals by their median, so that it is not inflated by what is looked for.
/// </summary>
internal static class PositionScatter
{
    private const double MedianToDeviation = 1.4826;
    private const int Smooth = 3;

    /// <summary>A profile that follows its siblings' exactly has no scatter; a part in a million of the loss keeps z finite.</summary>
    private const double LeastScatter = 1e-6;

    /// <param name="buckets">At least five.</param>
    /// <param name="tested">The column, one value a bucket.</param>
    /// <returns>Its coefficient in nats and the coefficient over its standard error; null where the column is a smooth function of position itself.</returns>
    public static (double Coefficient, double Z)? Test(
        ReadOnlySpan<PairedBucket> buckets,
        ReadOnlySpan<double> tested
    )
    {
        const int columns = Smooth + 1;
        if (buckets.Length <= columns)
        {
            return null;
        }

        var design = new double[buckets.Length * columns];
        for (var b = 0; b < buckets.Length; b++)
        {
            var x = 0.5 * (Elementary.Log(buckets[b].First) + Elementary.Log(buckets[b].Last));
            design[b * columns] = 1;
            design[(b * columns) + 1] = x;
            design[(b * columns) + 2] = x * x;
            design[(b * columns) + Smooth] = tested[b];
        }

        var normal = new double[columns * columns];
        var solution = new double[columns];
        for (var b = 0; b < buckets.Length; b++)
        {
            var row = design.AsSpan(b * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                solution[i] += buckets[b].Width * row[i] * buckets[b].Difference;
                for (var j = 0; j < columns; j++)
                {
                    normal[(i * columns) + j] += buckets[b].Width * row[i] * row[j];
                }
            }
        }

        if (!SmallCholesky.TryFactor(normal, columns))
        {
            return null;
        }

        SmallCholesky.Solve(normal, columns, solution);
        double[] unit = [0, 0, 0, 1];
        SmallCholesky.Solve(normal, columns, unit);
        if (!(unit[Smooth] > 0))
        {
            return null;
        }

        var residuals = new double[buckets.Length];
        double loss = 0;
        for (var b = 0; b < buckets.Length; b++)
        {
            var fitted = 0.0;
            for (var i = 0; i < columns; i++)
            {
                fitted += design[(b * columns) + i] * solution[i];
            }

            residuals[b] = Math.Sqrt(buckets[b].Width) * Math.Abs(buckets[b].Difference - fitted);
            loss = Math.Max(loss, buckets[b].Predicted);
        }

        Array.Sort(residuals);
        var scatter = Math.Max(
            LeastScatter * loss,
            MedianToDeviation * residuals[residuals.Length / 2]
        );
        return (solution[Smooth], solution[Smooth] / (scatter * Math.Sqrt(unit[Smooth])));
    }
}
