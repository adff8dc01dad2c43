using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Sums over sequences, each with the sum of its losses and the count of its tokens; changed in place.</summary>
internal struct SequenceSums
{
    private double _sum;
    private double _squares;
    private double _products;
    private double _tokenSquares;
    private long _tokens;
    private long _sequences;

    /// <summary>Adds a sequence that has tokens.</summary>
    public void Add(double sum, long tokens)
    {
        _sum += sum;
        _squares += sum * sum;
        _products += sum * tokens;
        _tokenSquares += (double)tokens * tokens;
        _tokens += tokens;
        _sequences++;
    }

    public readonly LossStatistics ToStatistics(double sumOfSquares) =>
        new()
        {
            Sum = _sum,
            SumOfSquares = sumOfSquares,
            Tokens = _tokens,
            Sequences = _sequences,
            SequenceSquares = _squares,
            SequenceProducts = _products,
            SequenceTokenSquares = _tokenSquares,
        };
}
