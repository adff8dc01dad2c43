using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>The points of positive weight side by side, in fours: a resample leaves out about a third. The last four are filled with points of weight 0.</summary>
internal sealed class PackedPoints
{
    public const int Lanes = 4;

    private readonly double[] u;
    private readonly double[] v;
    private readonly double[] y;
    private readonly double[] w;

    public PackedPoints(int capacity)
    {
        var padded = (capacity + Lanes - 1) / Lanes * Lanes;
        u = new double[padded];
        v = new double[padded];
        y = new double[padded];
        w = new double[padded];
    }

    /// <summary>Blocks of four.</summary>
    public int Blocks { get; private set; }

    public ReadOnlySpan<Vector256<double>> U => Four(u);

    public ReadOnlySpan<Vector256<double>> V => Four(v);

    public ReadOnlySpan<Vector256<double>> Y => Four(y);

    public ReadOnlySpan<Vector256<double>> W => Four(w);

    public void Fill(AdditiveKernel kernel, ReadOnlySpan<double> weight)
    {
        ReadOnlySpan<double> fromU = kernel.U,
            fromV = kernel.V,
            fromY = kernel.Y;
        var count = 0;
        for (var i = 0; i < weight.Length; i++)
        {
            if (weight[i] != 0)
            {
                (u[count], v[count], y[count], w[count]) = (
                    fromU[i],
                    fromV[i],
                    fromY[i],
                    weight[i]
                );
                count++;
            }
        }

        for (; count % Lanes != 0; count++)
        {
            (u[count], v[count], y[count], w[count]) = (0, 0, 0, 0);
        }

        Blocks = count / Lanes;
    }

    private ReadOnlySpan<Vector256<double>> Four(double[] values) =>
        MemoryMarshal.Cast<double, Vector256<double>>(values)[..Blocks];
}
