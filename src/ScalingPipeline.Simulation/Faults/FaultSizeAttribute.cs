namespace ScalingPipeline.Simulation.Faults;

/// <summary>A size of a fault that may be chosen, under its name in <c>LABELS.json</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FaultSizeAttribute(string name, double least, double most) : Attribute
{
    public string Name { get; } = name;

    public double Least { get; } = least;

    public double Most { get; } = most;
}
