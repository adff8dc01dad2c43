namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Quantiles of |log error| / sigma that took the place of those measured on public families.</summary>
/// <param name="Family">The family whose forecasts are made with them.</param>
/// <param name="Basis">The scored forecasts they rest on, in words.</param>
/// <param name="Levels">Coverages, increasing.</param>
/// <param name="Quantiles">The quantile at each level.</param>
public sealed record FamilyCalibration(
    string Family,
    string Basis,
    IReadOnlyList<double> Levels,
    IReadOnlyList<double> Quantiles
)
{
    public bool Equals(FamilyCalibration? other) =>
        other is not null
        && string.Equals(Family, other.Family, StringComparison.Ordinal)
        && string.Equals(Basis, other.Basis, StringComparison.Ordinal)
        && Levels.SequenceEqual(other.Levels)
        && Quantiles.SequenceEqual(other.Quantiles);

    public override int GetHashCode() => HashCode.Combine(Family, Basis);
}
