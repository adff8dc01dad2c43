using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>
/// Sums the losses of an evaluation, sequence by sequence: over all tokens, and over each bucket of context positions. The sums
/// depend on the losses and the order of the sequences alone, not on the batches in which they were read.
/// </summary>
public sealed class EvaluationAccumulator
{
    private const int Exact = PositionBuckets.ExactPositions;

    private readonly double[] _exactSums = new double[Exact];
    private readonly double[] _exactSquares = new double[Exact];

    // Differences of the counts: a stretch of positions adds 1 where it begins and takes it back where it ends.
    private readonly long[] _exactEdges = new long[Exact + 1];
    private SequenceSums[] _wide = [];
    private double[] _wideSquares = [];
    private SequenceSums _all;

    // The sequence that is open: what it sums to so far, in all and in the bucket it is in.
    private double _sequenceSum;
    private long _sequenceTokens;
    private int _bucket = -1;
    private double _bucketSum;
    private double _bucketSquares;
    private int _bucketTokens;

    /// <summary>Adds losses of the open sequence, in nats, NaN where masked, at consecutive positions that come after those added before.</summary>
    /// <param name="position">The 0-based position of the first loss: its context position is one more.</param>
    /// <param name="losses">Not negative; NaN is left out.</param>
    public void Add(int position, ReadOnlySpan<double> losses)
    {
        while (!losses.IsEmpty)
        {
            var finite = FiniteLength(losses);
            AddFinite(position, losses[..finite]);
            var next = Math.Min(finite + 1, losses.Length);
            losses = losses[next..];
            position += next;
        }
    }

    /// <summary>Closes the open sequence.</summary>
    public void EndSequence()
    {
        CloseBucket();
        if (_sequenceTokens > 0)
        {
            _all.Add(_sequenceSum, _sequenceTokens);
        }

        (_sequenceSum, _sequenceTokens) = (0, 0);
    }

    /// <summary>All tokens together; between-sequence sums are of whole sequences.</summary>
    public LossStatistics All()
    {
        var squares = 0.0;
        foreach (var bucket in Profile().Buckets)
        {
            squares += bucket.SumOfSquares;
        }

        return _all.ToStatistics(squares);
    }

    public PositionProfile Profile()
    {
        var buckets = new LossStatistics[Exact + _wide.Length];
        for (var bucket = 0; bucket < _wide.Length; bucket++)
        {
            buckets[Exact + bucket] = _wide[bucket].ToStatistics(_wideSquares[bucket]);
        }

        var tokens = 0L;
        for (var bucket = 0; bucket < Exact; bucket++)
        {
            // One token a sequence: between-sequence sums are sums over tokens.
            tokens += _exactEdges[bucket];
            buckets[bucket] = new LossStatistics
            {
                Sum = _exactSums[bucket],
                SumOfSquares = _exactSquares[bucket],
                Tokens = tokens,
                Sequences = tokens,
                SequenceSquares = _exactSquares[bucket],
                SequenceProducts = _exactSums[bucket],
                SequenceTokenSquares = tokens,
            };
        }

        var used = Array.FindLastIndex(buckets, bucket => bucket.Tokens > 0) + 1;
        return used == 0 ? PositionProfile.Empty : new PositionProfile(buckets[..used]);
    }

    private static int FiniteLength(ReadOnlySpan<double> losses)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(losses);
        var clean = 0;
        while (clean < vectors.Length && Vector256.EqualsAll(vectors[clean], vectors[clean]))
        {
            clean++;
        }

        var length = clean * Vector256<double>.Count;
        while (length < losses.Length && !double.IsNaN(losses[length]))
        {
            length++;
        }

        return length;
    }

    private void AddFinite(int position, ReadOnlySpan<double> losses)
    {
        _sequenceTokens += losses.Length;
        if (position < Exact && !losses.IsEmpty)
        {
            var exact = Math.Min(Exact - position, losses.Length);
            AddExact(position, losses[..exact]);
            position += exact;
            losses = losses[exact..];
        }

        while (!losses.IsEmpty)
        {
            var bucket = PositionBuckets.IndexOf(position + 1);
            if (bucket != _bucket)
            {
                CloseBucket();
                _bucket = bucket;
            }

            var inside = Math.Min(PositionBuckets.Last(bucket) - position, losses.Length);
            var (sum, squares) = Sums(losses[..inside]);
            _bucketSum += sum;
            _bucketSquares += squares;
            _bucketTokens += inside;
            _sequenceSum += sum;
            position += inside;
            losses = losses[inside..];
        }
    }

    private void AddExact(int position, ReadOnlySpan<double> losses)
    {
        _exactEdges[position]++;
        _exactEdges[position + losses.Length]--;
        var sums = _exactSums.AsSpan(position, losses.Length);
        var squares = _exactSquares.AsSpan(position, losses.Length);
        var values = MemoryMarshal.Cast<double, Vector256<double>>(losses);
        var sumVectors = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        var squareVectors = MemoryMarshal.Cast<double, Vector256<double>>(squares);
        var total = Vector256<double>.Zero;
        for (var v = 0; v < values.Length; v++)
        {
            var value = values[v];
            total += value;
            sumVectors[v] += value;
            squareVectors[v] += value * value;
        }

        _sequenceSum += Vector256.Sum(total);
        for (var i = values.Length * Vector256<double>.Count; i < losses.Length; i++)
        {
            _sequenceSum += losses[i];
            sums[i] += losses[i];
            squares[i] += losses[i] * losses[i];
        }
    }

    private static (double Sum, double Squares) Sums(ReadOnlySpan<double> losses)
    {
        var values = MemoryMarshal.Cast<double, Vector256<double>>(losses);
        var sums = Vector256<double>.Zero;
        var squares = Vector256<double>.Zero;
        foreach (var value in values)
        {
            sums += value;
            squares += value * value;
        }

        var (sum, square) = (Vector256.Sum(sums), Vector256.Sum(squares));
        foreach (var loss in losses[(values.Length * Vector256<double>.Count)..])
        {
            sum += loss;
            square += loss * loss;
        }

        return (sum, square);
    }

    private void CloseBucket()
    {
        if (_bucketTokens > 0)
        {
            var index = _bucket - Exact;
            if (index >= _wide.Length)
            {
                Array.Resize(ref _wide, index + 1);
                Array.Resize(ref _wideSquares, index + 1);
            }

            _wide[index].Add(_bucketSum, _bucketTokens);
            _wideSquares[index] += _bucketSquares;
        }

        (_bucket, _bucketSum, _bucketSquares, _bucketTokens) = (-1, 0, 0, 0);
    }
}
