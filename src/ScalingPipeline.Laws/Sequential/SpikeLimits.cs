namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// When a point is a spike: a rise above <paramref name="LeastRise"/> and either z of <paramref name="Single"/> or twice z of <paramref name="Repeated"/> within three
/// points. The defaults find the three real spikes of K2-65B and nothing else there, nor in 97,000 healthy steps of small models.
/// </summary>
/// <param name="LeastRise">On ln loss. Default ln 1.3: the loss rises by 30 %.</param>
/// <param name="Single">Robust z of one point. Default 15.</param>
/// <param name="Repeated">Robust z of two points. Default 7; points beyond it do not enter the window.</param>
/// <param name="Window">Accepted points behind median and MAD. Default 200; scoring starts at half of it.</param>
/// <param name="MergeWithin">Events closer than this many points are one. Default 20.</param>
public sealed record SpikeLimits(
    double LeastRise = 0.26236426446749106,
    double Single = 15,
    double Repeated = 7,
    int Window = 200,
    int MergeWithin = 20
);
