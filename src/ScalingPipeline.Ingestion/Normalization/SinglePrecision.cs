using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Ingestion.Normalization;

internal static class SinglePrecision
{
    /// <summary>Rounds to 32-bit floats; what was one before is again the same.</summary>
    public static void Narrow(ReadOnlySpan<double> from, Span<float> to)
    {
        var halves = MemoryMarshal.Cast<double, Vector256<double>>(from);
        var wholes = MemoryMarshal.Cast<float, Vector256<float>>(to[..from.Length]);
        for (var v = 0; v < wholes.Length; v++)
        {
            wholes[v] = Vector256.Narrow(halves[2 * v], halves[(2 * v) + 1]);
        }

        for (var i = wholes.Length * Vector256<float>.Count; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }
}
