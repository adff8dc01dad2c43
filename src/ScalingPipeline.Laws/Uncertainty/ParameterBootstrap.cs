namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>The parameters of the replicates of a bootstrap, under the law's own names.</summary>
public sealed class ParameterBootstrap
{
    private readonly double[][] replicates;
    private readonly int clusters;

    internal ParameterBootstrap(IReadOnlyList<string> names, double[][] replicates, int clusters)
    {
        Names = names;
        this.replicates = replicates;
        this.clusters = clusters;
    }

    public IReadOnlyList<string> Names { get; }

    public int Count => replicates.Length;

    /// <summary>Functions of the parameters in every replicate.</summary>
    /// <param name="names">What the functions are called.</param>
    /// <param name="functions">Their values, in that order, from the parameters in theirs.</param>
    internal ParameterBootstrap Of(
        IReadOnlyList<string> names,
        Func<double[], double[]> functions
    ) => new(names, Array.ConvertAll(replicates, r => functions(r)), clusters);

    /// <summary>The percentile interval of each parameter, in order, see <see cref="Percentile.Interval"/>.</summary>
    public IReadOnlyList<(double Low, double High)> Intervals(double level) =>
        [
            .. Names.Select(
                (_, k) => Percentile.Interval(replicates.Select(r => r[k]), level, clusters)
            ),
        ];

    /// <summary>Covariance over the replicates, row by row; its diagonal holds the squares of the standard errors.</summary>
    public IReadOnlyList<double> Covariance()
    {
        var p = Names.Count;
        var mean = Enumerable.Range(0, p).Select(k => replicates.Average(r => r[k])).ToArray();
        return
        [
            .. from i in Enumerable.Range(0, p)
            from j in Enumerable.Range(0, p)
            select replicates.Sum(r => (r[i] - mean[i]) * (r[j] - mean[j])) / (Count - 1),
        ];
    }
}
