using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Ingestion.Normalization;

internal static class SinglePrecision
{
    /// <summary>Rounds to 32-bit floats; what is one, or was one before, stays the same.</summary>
    public static void Narrow<T>(ReadOnlySpan<T> from, Span<float> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            MemoryMarshal.Cast<T, float>(from).CopyTo(to);
            return;
        }

        var doubles = MemoryMarshal.Cast<T, double>(from);
        var halves = MemoryMarshal.Cast<double, Vector256<double>>(doubles);
        var wholes = MemoryMarshal.Cast<float, Vector256<float>>(to[..doubles.Length]);
        for (var v = 0; v < wholes.Length; v++)
        {
            wholes[v] = Vector256.Narrow(halves[2 * v], halves[(2 * v) + 1]);
        }

        for (var i = wholes.Length * Vector256<float>.Count; i < doubles.Length; i++)
        {
            to[i] = (float)doubles[i];
        }
    }
}
