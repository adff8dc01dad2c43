using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs;

/// <summary>
/// Sums over the finite losses of a set of tokens, in nats. Means and standard errors are always derived, so that parts of a
/// checkpoint add up exactly and no mean of means is ever taken.
/// </summary>
/// <remarks>
/// Tokens of one sequence are dependent. The standard error is therefore clustered by sequence: with S_d the summed loss and n_d
/// the tokens of sequence d, SE^2 = (1/n^2) sum_d (S_d - n_d L)^2, which the three between-sequence sums give for any L.
/// </remarks>
public readonly record struct LossStatistics
{
    /// <summary>Sum of the losses in nats.</summary>
    public double Sum { get; init; }

    /// <summary>Sum of the squared losses.</summary>
    public double SumOfSquares { get; init; }

    public long Tokens { get; init; }

    /// <summary>Sequences with at least one finite loss here.</summary>
    public long Sequences { get; init; }

    /// <summary>Sum over sequences of S_d^2.</summary>
    public double SequenceSquares { get; init; }

    /// <summary>Sum over sequences of S_d n_d.</summary>
    public double SequenceProducts { get; init; }

    /// <summary>Sum over sequences of n_d^2.</summary>
    public double SequenceTokenSquares { get; init; }

    /// <summary>Token-weighted mean loss; NaN without tokens.</summary>
    public Nats Mean => new(Tokens == 0 ? double.NaN : Sum / Tokens);

    /// <summary>Standard error of <see cref="Mean"/>, clustered by sequence; NaN with fewer than two sequences.</summary>
    public double StandardError
    {
        get
        {
            if (Sequences < 2)
            {
                return double.NaN;
            }

            var mean = Sum / Tokens;
            var between =
                SequenceSquares
                - (2 * mean * SequenceProducts)
                + (mean * mean * SequenceTokenSquares);
            var finite = (double)Sequences / (Sequences - 1);
            return Math.Sqrt(Math.Max(0, between) * finite) / Tokens;
        }
    }

    /// <summary>The statistics of two sets of tokens that share no sequence.</summary>
    public static LossStatistics operator +(LossStatistics left, LossStatistics right) =>
        new()
        {
            Sum = left.Sum + right.Sum,
            SumOfSquares = left.SumOfSquares + right.SumOfSquares,
            Tokens = left.Tokens + right.Tokens,
            Sequences = left.Sequences + right.Sequences,
            SequenceSquares = left.SequenceSquares + right.SequenceSquares,
            SequenceProducts = left.SequenceProducts + right.SequenceProducts,
            SequenceTokenSquares = left.SequenceTokenSquares + right.SequenceTokenSquares,
        };
}
