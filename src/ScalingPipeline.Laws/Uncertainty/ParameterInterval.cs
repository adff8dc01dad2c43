namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>The values of a parameter that the data do not refuse.</summary>
/// <param name="Name">The law's own name of the parameter.</param>
/// <param name="Level">Nominal coverage.</param>
/// <param name="Low">Lower end; 0 or minus infinity where the data never refuse.</param>
/// <param name="High">Upper end; infinity where the data never refuse.</param>
public sealed record ParameterInterval(string Name, double Level, double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;
}
