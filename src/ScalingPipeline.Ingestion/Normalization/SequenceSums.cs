using System.Runtime.Intrinsics;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Sums over sequences, each with the sum of its losses and the count of its tokens; changed in place.</summary>
internal struct SequenceSums
{
    // The sum s of a sequence and its count n of tokens: s, s * s, s * n, n * n.
    private Vector256<double> _sums;
    private long _tokens;
    private long _sequences;

    /// <summary>Adds a sequence that has tokens.</summary>
    public void Add(double sum, int tokens)
    {
        double count = tokens;
        _sums += Vector256.Create(sum, sum, sum, count) * Vector256.Create(1, sum, count, count);
        _tokens += tokens;
        _sequences++;
    }

    /// <summary>Adds sequences that have <paramref name="tokens"/> tokens each.</summary>
    public void Add(WholeSequences whole, int tokens)
    {
        double count = tokens;
        _sums += Vector256.Create(
            whole.Sum,
            whole.Squares,
            whole.Sum * count,
            whole.Count * count * count
        );
        _tokens += whole.Count * tokens;
        _sequences += whole.Count;
    }

    public readonly LossStatistics ToStatistics(double sumOfSquares) =>
        new()
        {
            Sum = _sums[0],
            SumOfSquares = sumOfSquares,
            Tokens = _tokens,
            Sequences = _sequences,
            SequenceSquares = _sums[1],
            SequenceProducts = _sums[2],
            SequenceTokenSquares = _sums[3],
        };
}
