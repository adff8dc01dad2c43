using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
    private const int Lanes = 4;

    private readonly double[] _exactSums = new double[Exact];
    private readonly double[] _exactSquares = new double[Exact];

    // Differences of the counts: a stretch of positions adds 1 where it begins and takes it back where it ends.
    private readonly long[] _exactEdges = new long[Exact + 1];
    private WideBucket[] _wide = [];
    private SequenceSums _all;
    private readonly long[] _sequenceLosses = new long[SequenceLosses.BinCount];

    // The sequence that is open: what it sums to so far, in all and in the bucket it is in.
    private double _sequenceSum;
    private int _sequenceTokens;
    private int _bucket = -1;
    private double _bucketSum;
    private int _bucketTokens;

    /// <summary>Adds losses of the open sequence, in nats, NaN where masked, at consecutive positions that come after those added before.</summary>
    /// <param name="position">The 0-based position of the first loss: its context position is one more.</param>
    /// <param name="losses">Not negative; NaN is left out.</param>
    public void Add<T>(int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
        if (_bucketTokens > 0)
        {
            CloseBucket();
        }

        if (_sequenceTokens > 0)
        {
            _all.Add(_sequenceSum, _sequenceTokens);
            _sequenceLosses[SequenceLosses.BinOf(_sequenceSum / _sequenceTokens)]++;
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

    /// <summary>How the mean losses of the closed sequences are spread.</summary>
    public SequenceLosses Sequences()
    {
        var first = Array.FindIndex(_sequenceLosses, count => count > 0);
        var last = Array.FindLastIndex(_sequenceLosses, count => count > 0);
        return first < 0
            ? SequenceLosses.Empty
            : new SequenceLosses(first, _sequenceLosses[first..(last + 1)]);
    }

    public PositionProfile Profile()
    {
        var buckets = new LossStatistics[Exact + _wide.Length];
        for (var bucket = 0; bucket < _wide.Length; bucket++)
        {
            buckets[Exact + bucket] = _wide[bucket]
                .ToStatistics(PositionBuckets.WidthAt(PositionBuckets.First(Exact + bucket)));
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

    private static int FiniteLength<T>(ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clean = 0;
        foreach (var vector in MemoryMarshal.Cast<T, Vector256<T>>(losses))
        {
            if (!Vector256.EqualsAll(vector, vector))
            {
                break;
            }

            clean += Vector256<T>.Count;
        }

        while (clean < losses.Length && !T.IsNaN(losses[clean]))
        {
            clean++;
        }

        return clean;
    }

    private void AddFinite<T>(int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _sequenceTokens += losses.Length;
        if (position < Exact && !losses.IsEmpty)
        {
            var exact = Math.Min(Exact - position, losses.Length);
            AddExact(position, losses[..exact]);
            position += exact;
            losses = losses[exact..];
        }

        if (!losses.IsEmpty)
        {
            AddWide(position, losses);
        }
    }

    private void AddExact<T>(int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _exactEdges[position]++;
        _exactEdges[position + losses.Length]--;
        var sums = _exactSums.AsSpan(position, losses.Length);
        var squares = _exactSquares.AsSpan(position, losses.Length);
        ref var firstSum = ref MemoryMarshal.GetReference(sums);
        ref var firstSquare = ref MemoryMarshal.GetReference(squares);
        var total = Vector256<double>.Zero;
        var i = 0;
        for (; i <= losses.Length - Lanes; i += Lanes)
        {
            var value = Doubles(losses, i);
            var (sum, square) = (
                Vector256.LoadUnsafe(ref firstSum, (nuint)i) + value,
                Vector256.LoadUnsafe(ref firstSquare, (nuint)i) + (value * value)
            );
            total += value;
            sum.StoreUnsafe(ref firstSum, (nuint)i);
            square.StoreUnsafe(ref firstSquare, (nuint)i);
        }

        _sequenceSum += Vector256.Sum(total);
        for (; i < losses.Length; i++)
        {
            var loss = double.CreateTruncating(losses[i]);
            _sequenceSum += loss;
            sums[i] += loss;
            squares[i] += loss * loss;
        }
    }

    private void AddWide<T>(int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bucket = PositionBuckets.IndexOf(position + 1);
        Reserve(PositionBuckets.IndexOf(position + losses.Length));
        for (; !losses.IsEmpty; bucket++)
        {
            if (_bucketTokens > 0 && bucket != _bucket)
            {
                CloseBucket();
            }

            // Buckets are as wide as a power of two, and begin at a multiple of it.
            var width = PositionBuckets.WidthAt(position + 1);
            var inside = Math.Min(width - (position & (width - 1)), losses.Length);
            ref var wide = ref _wide[bucket - Exact];
            var sum = Sum(losses[..inside], ref wide.Squares);
            if (inside == width)
            {
                wide.Whole.Add(sum);
                _sequenceSum += sum;
            }
            else
            {
                _bucket = bucket;
                _bucketSum += sum;
                _bucketTokens += inside;
            }

            position += inside;
            losses = losses[inside..];
        }
    }

    /// <summary>The sum of losses; adds their squares, lane by lane.</summary>
    private static double Sum<T>(ReadOnlySpan<T> losses, ref Vector256<double> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = Vector256<double>.Zero;
        var square = squares;
        var i = 0;
        for (; i <= losses.Length - Lanes; i += Lanes)
        {
            var value = Doubles(losses, i);
            sums += value;
            square += value * value;
        }

        for (; i < losses.Length; i++)
        {
            var value = Vector256.CreateScalar(double.CreateTruncating(losses[i]));
            sums += value;
            square += value * value;
        }

        squares = square;
        return Vector256.Sum(sums);
    }

    /// <summary>Four losses from <paramref name="index"/> on, which are there.</summary>
    private static Vector256<double> Doubles<T>(ReadOnlySpan<T> losses, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var first = ref MemoryMarshal.GetReference(losses);
        if (typeof(T) == typeof(double))
        {
            return Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref first), (nuint)index);
        }

        var singles = Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref first), (nuint)index);
        if (Avx.IsSupported)
        {
            return Avx.ConvertToVector256Double(singles);
        }

        var (low, high) = Vector128.Widen(singles);
        return Vector256.Create(low, high);
    }

    private void Reserve(int bucket)
    {
        if (bucket - Exact >= _wide.Length)
        {
            Array.Resize(ref _wide, bucket - Exact + 1);
        }
    }

    private void CloseBucket()
    {
        _wide[_bucket - Exact].Parts.Add(_bucketSum, _bucketTokens);
        _sequenceSum += _bucketSum;
        (_bucket, _bucketSum, _bucketTokens) = (-1, 0, 0);
    }
}
