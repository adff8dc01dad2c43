namespace ScalingPipeline.Laws.Siblings;

/// <summary>
/// How far a healthy run may lie from what its siblings predict. With two references the band is provisional, 10 %; with three 8 %; with four or more
/// the family's learned limit. Where the prediction itself is uncertain (far outside the sizes of the references) the band is not below two kriging SD.
/// </summary>
/// <param name="Learned">Limit on ln loss with four references or more. Default .083: 1.5 times the largest of 29 healthy leave-one-out values.</param>
public sealed record SiblingLimits(double Learned = 0.083)
{
    private const double WithTwo = 0.10;
    private const double WithThree = 0.08;
    private const double DeviationsOfPrediction = 2;

    /// <summary>The limit on |ln loss - prediction|; infinite with fewer than two references: no trend alarm then.</summary>
    public double For(int references, double deviation) =>
        references < 2
            ? double.PositiveInfinity
            : Math.Max(
                references switch
                {
                    2 => Math.Max(WithTwo, Learned),
                    3 => Math.Max(WithThree, Learned),
                    _ => Learned,
                },
                DeviationsOfPrediction * deviation
            );
}
