namespace ScalingPipeline.Laws.Siblings;

/// <summary>A run against the accepted runs of its group, itself left out.</summary>
/// <param name="Id">The run.</param>
/// <param name="Accepted">Whether it serves as a reference for others.</param>
/// <param name="References">How many accepted siblings it was compared with; with fewer than two nothing is said.</param>
/// <param name="Residual">ln loss minus prediction: .05 is 5 % above the trend. NaN without two references.</param>
/// <param name="Deviation">Kriging SD of the prediction, in ln loss.</param>
/// <param name="Limit">The band of ln loss that a healthy run stays within.</param>
public sealed record SiblingScore(
    string Id,
    bool Accepted,
    int References,
    double Residual,
    double Deviation,
    double Limit
)
{
    public bool IsComparable => !double.IsNaN(Residual);

    /// <summary>Residual in units of the limit: beyond 1 in size the run deviates; better than the trend is a deviation too.</summary>
    public double Score => Residual / Limit;

    public bool Deviates => Math.Abs(Score) > 1;
}
