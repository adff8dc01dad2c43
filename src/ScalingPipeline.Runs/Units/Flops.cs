namespace ScalingPipeline.Runs.Units;

/// <summary>Training compute in floating-point operations.</summary>
public readonly record struct Flops(double Value)
{
    /// <summary>FLOP in one PF-day: 10^15 FLOP/s for 86,400 s (Kaplan et al. 2020, section 1.3).</summary>
    public const double PerPetaflopDay = 8.64e19;

    public double PetaflopDays => Value / PerPetaflopDay;
}
