namespace ScalingPipeline.Laws.Siblings;

/// <summary>
/// How far a healthy run may lie from what its siblings predict. With two references the band is provisional, 10 %; with three 7 %; with four or more
/// the family's learned limit. Where the prediction itself is uncertain the band is not below two kriging SD. Outside the sizes of the references it
/// grows by the factor 1 + h, h the distance in decades of N: the straight line of the prediction misses the bend of the law there.
/// </summary>
/// <param name="Learned">Limit on ln loss with four references or more. Default .06: 1.9 times the largest of ten healthy leave-one-out values with four references.</param>
public sealed record SiblingLimits(double Learned = 0.06)
{
    private const double WithTwo = 0.10;
    private const double WithThree = 0.07;
    private const double DeviationsOfPrediction = 2;

    /// <summary>The limit on |ln loss - prediction|; infinite with fewer than two references: no trend alarm then.</summary>
    /// <param name="references">Siblings behind the prediction.</param>
    /// <param name="deviation">Kriging SD of the prediction, in ln loss.</param>
    /// <param name="decadesBeyond">How far the run lies outside their sizes, in decades of N; 0 inside.</param>
    public double For(int references, double deviation, double decadesBeyond) =>
        references < 2
            ? double.PositiveInfinity
            : (1 + decadesBeyond)
                * Math.Max(
                    references switch
                    {
                        2 => Math.Max(WithTwo, Learned),
                        3 => Math.Max(WithThree, Learned),
                        _ => Learned,
                    },
                    DeviationsOfPrediction * deviation
                );
}
