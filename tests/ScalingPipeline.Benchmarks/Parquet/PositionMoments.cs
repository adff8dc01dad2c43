using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingPipeline.Benchmarks.Parquet;

/// <summary>Count, sum and sum of squares of the losses of each position.</summary>
internal sealed class PositionMoments(int positions)
{
    private const int Lanes = 4;

    // Of runs of consecutive positions; the counts as differences from one position to the next.
    private readonly double[] _sums = new double[positions];
    private readonly double[] _squares = new double[positions];
    private readonly long[] _edges = new long[positions + 1];

    // Of rows at random: sum and sum of squares of a position lie together.
    private readonly Vector128<double>[] _scattered = new Vector128<double>[positions];
    private readonly int[] _counts = new int[positions];

    public void Add(ReadOnlySpan<int> at, ReadOnlySpan<float> losses, ReadOnlySpan<bool> isNull)
    {
        if (!isNull.IsEmpty)
        {
            AddPresent(at, losses, isNull);
            return;
        }

        for (var row = 0; row < losses.Length; )
        {
            var length = Counting(at[row..]);
            if (length < Lanes)
            {
                length = Math.Min(256, losses.Length - row);
                AddScattered(at.Slice(row, length), losses.Slice(row, length));
            }
            else
            {
                AddRun(at[row], losses.Slice(row, length));
            }

            row += length;
        }
    }

    /// <summary>Adds losses at consecutive positions.</summary>
    public void AddRun(int position, ReadOnlySpan<float> losses)
    {
        _edges[position]++;
        _edges[position + losses.Length]--;
        var sums = _sums.AsSpan(position, losses.Length);
        var squares = _squares.AsSpan(position, losses.Length);
        ref var loss = ref MemoryMarshal.GetReference(losses);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var square = ref MemoryMarshal.GetReference(squares);
        var i = 0;
        if (Avx512F.IsSupported)
        {
            for (; i <= losses.Length - (2 * Lanes); i += 2 * Lanes)
            {
                var value = Avx512F.ConvertToVector512Double(
                    Vector256.LoadUnsafe(ref loss, (nuint)i)
                );
                var moved = Vector512.LoadUnsafe(ref sum, (nuint)i) + value;
                var squared = Vector512.FusedMultiplyAdd(
                    value,
                    value,
                    Vector512.LoadUnsafe(ref square, (nuint)i)
                );
                moved.StoreUnsafe(ref sum, (nuint)i);
                squared.StoreUnsafe(ref square, (nuint)i);
            }
        }

        for (; i <= losses.Length - Lanes; i += Lanes)
        {
            var value = Doubles(Vector128.LoadUnsafe(ref loss, (nuint)i));
            var moved = Vector256.LoadUnsafe(ref sum, (nuint)i) + value;
            var squared = Vector256.FusedMultiplyAdd(
                value,
                value,
                Vector256.LoadUnsafe(ref square, (nuint)i)
            );
            moved.StoreUnsafe(ref sum, (nuint)i);
            squared.StoreUnsafe(ref square, (nuint)i);
        }

        for (; i < losses.Length; i++)
        {
            double value = losses[i];
            sums[i] += value;
            squares[i] += value * value;
        }
    }

    public void Add(PositionMoments other)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
            _squares[i] += other._squares[i];
            _scattered[i] += other._scattered[i];
            _counts[i] += other._counts[i];
        }

        for (var i = 0; i < _edges.Length; i++)
        {
            _edges[i] += other._edges[i];
        }
    }

    /// <summary>Count, mean and population variance by position.</summary>
    public (long Count, double Mean, double Variance)[] Result()
    {
        var result = new (long, double, double)[positions];
        var runs = 0L;
        for (var p = 0; p < positions; p++)
        {
            runs += _edges[p];
            var count = runs + _counts[p];
            var mean = (_sums[p] + _scattered[p][0]) / count;
            result[p] = (count, mean, ((_squares[p] + _scattered[p][1]) / count) - (mean * mean));
        }

        return result;
    }

    private void AddScattered(ReadOnlySpan<int> at, ReadOnlySpan<float> losses)
    {
        var (moments, counts) = (_scattered, _counts);
        var i = 0;
        if (Avx.IsSupported)
        {
            ref var first = ref MemoryMarshal.GetReference(losses);
            for (; i <= losses.Length - Lanes; i += Lanes)
            {
                var value = Doubles(Vector128.LoadUnsafe(ref first, (nuint)i));
                var even = Avx.UnpackLow(value, value * value);
                var odd = Avx.UnpackHigh(value, value * value);
                var four = at.Slice(i, Lanes);
                moments[four[0]] += even.GetLower();
                moments[four[1]] += odd.GetLower();
                moments[four[2]] += even.GetUpper();
                moments[four[3]] += odd.GetUpper();
                counts[four[0]]++;
                counts[four[1]]++;
                counts[four[2]]++;
                counts[four[3]]++;
            }
        }

        for (; i < losses.Length; i++)
        {
            double value = losses[i];
            moments[at[i]] += Vector128.Create(value, value * value);
            counts[at[i]]++;
        }
    }

    private void AddPresent(
        ReadOnlySpan<int> at,
        ReadOnlySpan<float> losses,
        ReadOnlySpan<bool> isNull
    )
    {
        for (var from = 0; from < losses.Length; )
        {
            var next = isNull[from..].IndexOf(true);
            var until = next < 0 ? losses.Length : from + next;
            Add(at[from..until], losses[from..until], []);
            from = until + 1;
        }
    }

    private static int Counting(ReadOnlySpan<int> positions)
    {
        var expected = Vector256.Create(positions[0]) + Vector256<int>.Indices;
        var length = 0;
        foreach (var vector in MemoryMarshal.Cast<int, Vector256<int>>(positions))
        {
            if (vector != expected)
            {
                break;
            }

            expected += Vector256.Create(Vector256<int>.Count);
            length += Vector256<int>.Count;
        }

        while (length < positions.Length && positions[length] == positions[0] + length)
        {
            length++;
        }

        return length;
    }

    private static Vector256<double> Doubles(Vector128<float> singles)
    {
        if (Avx.IsSupported)
        {
            return Avx.ConvertToVector256Double(singles);
        }

        var (low, high) = Vector128.Widen(singles);
        return Vector256.Create(low, high);
    }
}
