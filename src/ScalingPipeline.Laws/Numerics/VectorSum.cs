using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Laws.Numerics;

/// <summary>Sums and exponentials over whole arrays, four lanes at a time on every machine.</summary>
internal static class VectorSum
{
    /// <summary>The dot product; lanes are added in pairs, then the rest in order.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var blocks = MemoryMarshal.Cast<double, Vector256<double>>(left);
        var others = MemoryMarshal.Cast<double, Vector256<double>>(right);
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < blocks.Length; i++)
        {
            sum = Vector256.FusedMultiplyAdd(blocks[i], others[i], sum);
        }

        var total = Elementary.Sum(sum);
        for (var i = blocks.Length * Vector256<double>.Count; i < left.Length; i++)
        {
            total += left[i] * right[i];
        }

        return total;
    }

    /// <summary>exp(factor x) of every element.</summary>
    public static void Exp(ReadOnlySpan<double> x, double factor, Span<double> result)
    {
        var blocks = MemoryMarshal.Cast<double, Vector256<double>>(x);
        var into = MemoryMarshal.Cast<double, Vector256<double>>(result);
        var factors = Vector256.Create(factor);
        for (var i = 0; i < blocks.Length; i++)
        {
            into[i] = Elementary.Exp(factors * blocks[i]);
        }

        for (var i = blocks.Length * Vector256<double>.Count; i < x.Length; i++)
        {
            result[i] = Elementary.Exp(factor * x[i]);
        }
    }
}
