using System.Runtime.Intrinsics;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>The sums of a bucket of more than one position; changed in place.</summary>
internal struct WideBucket
{
    /// <summary>Of sequences of which the bucket has all positions.</summary>
    public WholeSequences Whole;

    /// <summary>Of the others.</summary>
    public SequenceSums Parts;

    /// <summary>Sums of the squared losses, in four lanes.</summary>
    public Vector256<double> Squares;

    public readonly LossStatistics ToStatistics(int width)
    {
        var sums = Parts;
        sums.Add(Whole, width);
        return sums.ToStatistics(Vector256.Sum(Squares));
    }
}
